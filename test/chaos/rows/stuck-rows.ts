import type { FaultRow, Scene } from '../row.js';
import { linesOf } from './logs.js';
import { ask } from './questions.js';

/** Work that does not come to an end in time. */
export const stuckRows: readonly FaultRow[] = [
  {
    id: 'C13',
    title: 'event loop blocked for twice the lease in one task of twenty (full size: 20 s)',
    starred: false,
    documents: [60, 200],
    environment: { STUB_SPINS_PERCENT: '5', STUB_SPIN_MS: '6000' },
    fullEnvironment: { STUB_LEASE_MS: '10000', STUB_SPIN_MS: '20000' },
    leastFaults: [1, 5],
    wastePercent: 60,
    mayOverlap: true,
    fault: (scene) => countFaults(scene, '"msg":"spinning"'),
    async afterwards(scene) {
      const spins = linesOf(scene.site, '"msg":"spinning"').length;
      const refused = linesOf(scene.site, '"msg":"superseded"').length + linesOf(scene.site, '"msg":"lease lost"').length;
      process.stdout.write(`  ${spins} event loops blocked, ${refused} results of theirs refused\n`);
      scene.demand(refused >= spins, `${refused} late results were refused after ${spins} blocked event loops`);
    },
  },
  {
    id: 'C14',
    title: 'handlers that never end, one document in a hundred',
    starred: false,
    documents: [100, 400],
    harmful: { 'hang-': 4 },
    environment: { STUB_MAX_DURATION_MS: '2000' },
    leastFaults: [4, 4],
    wastePercent: 40,
    fault: (scene) => countFaults(scene, signOfLife),
    async afterwards(scene) {
      const freed = linesOf(scene.site, signOfLife).length;
      const letters = await ask<{ file_name: string; error_code: string; attempts: number }>(
        scene.site,
        `select d.file_name, l.error_code, l.attempts from dead_letters l join source_documents d using (document_uuid) where l.status = 'open'`,
      );
      const right = letters.filter(({ file_name, error_code }) => file_name.startsWith('hang-') && error_code === 'timeout');
      scene.demand(right.length === 4 && letters.length === 4, `dead letters: ${JSON.stringify(letters)}`);
      const attempts = letters.reduce((sum, letter) => sum + letter.attempts, 0);
      scene.demand(freed >= attempts, `${freed} slots freed for ${attempts} attempts`);
    },
  },
];

const signOfLife = 'no sign of life for its maximum duration';

/** The documents are the fault: the services say when one came to pass. */
async function countFaults(scene: Scene, text: string): Promise<void> {
  for (let counted = 0; scene.running(); ) {
    await scene.pause(500);
    const found = linesOf(scene.site, text).length;
    scene.injected(found - counted);
    counted = found;
  }
}

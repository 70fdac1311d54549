import { readdirSync, readFileSync } from 'node:fs';
import type { FaultRow, Scene } from '../row.js';

/** Faults of Postgres. */
export const postgresRows: readonly FaultRow[] = [
  {
    id: 'C9',
    title: 'Postgres down, then stopped in its tracks (SIGSTOP) again and again',
    starred: false,
    documents: [120, 1000],
    arriveOverMs: [40_000, 180_000],
    leastFaults: [3, 4],
    environment: { STUB_WORK_MS: '60' },
    wastePercent: 30,
    recoveryMs: 30_000,
    async fault(scene) {
      const [downMs, pauseMs, betweenMs, pauses] = scene.reduced ? [8_000, 2_000, 5_000, 2] : [60_000, 5_000, 15_000, 3];
      await scene.pause(betweenMs);
      await restart(scene, downMs);
      for (let n = 0; n < pauses; n++) {
        await scene.pause(betweenMs);
        if (!scene.running()) return;
        await freeze(scene, pauseMs);
        scene.injected();
      }
    },
    check: ({ charged }) => (charged > 0 ? [`${charged} attempts were charged to documents`] : []),
  },
];

async function restart(scene: Scene, downMs: number): Promise<void> {
  await scene.site.postgres.stop();
  await scene.outage(downMs);
  await scene.site.startPostgres();
  scene.injected();
}

/** The server and every process it has for its connections. */
async function freeze(scene: Scene, ms: number): Promise<void> {
  const { pid } = scene.site.postgres;
  if (pid === undefined) throw new Error('a Postgres that was not started here cannot be stopped');
  const frozen = [pid, ...childrenOf(pid)];
  for (const one of frozen) signal(one, 'SIGSTOP');
  try {
    await scene.outage(ms);
  } finally {
    for (const one of frozen) signal(one, 'SIGCONT');
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent);
}

function parentOf(pid: number): number | undefined {
  try {
    return Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return undefined;
  }
}

/** A connection's process may have ended meanwhile. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

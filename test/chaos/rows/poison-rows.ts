import { createHash } from 'node:crypto';
import { createApiClient } from '@tributary/client';
import { flowStages } from '@tributary/contracts';
import type { FaultRow, Scene } from '../row.js';
import { type BadEvent, badEvents } from './poison-events.js';
import { addressOf, publish, submission } from './public-door.js';
import { ask, awaitAnswer } from './questions.js';

/** Documents that exhaust the memory of their process, and that never come to an end. */
const harmful = { 'oom-': 3, 'hang-': 2 };
const harmfulCount = Object.values(harmful).reduce((sum, n) => sum + n, 0);
/** A heap that is quickly full. */
const smallHeap = { NODE_OPTIONS: '--max-old-space-size=160', STUB_MAX_DURATION_MS: '2000', STUB_WORK_MS: '10' };
/** The build with the fix: it knows the next version of every event, and what did harm does none. */
const fixedBuild = {
  STUB_WORK_MS: '10',
  STUB_HARMLESS: 'true',
  NODE_OPTIONS: `--import ${new URL('../next-version.js', import.meta.url).href}`,
};

/** What is no event, and what kills its worker. */
export const poisonRows: readonly FaultRow[] = [
  {
    id: 'C15',
    title: '30 events that are none on public and internal streams, 3 documents that exhaust the memory, 2 that never end',
    starred: true,
    documents: [100, 1000],
    harmful,
    environment: smallHeap,
    leads: true,
    leastFaults: [33, 33],
    planted: 30,
    mayDie: true,
    wastePercent: 100,
    fault: poison,
    afterwards: onlyThePlanted,
  },
  {
    id: 'C24',
    title: 'everything of C15 replayed after the fix',
    starred: false,
    documents: [60, 300],
    harmful,
    environment: smallHeap,
    leads: true,
    leastFaults: [33, 33],
    mayDie: true,
    wastePercent: 100,
    fault: poison,
    async afterwards(scene) {
      await onlyThePlanted(scene);
      await replayAll(scene);
    },
    ends(documents) {
      const completed = documents + correctable(badEvents(0, '')).length;
      return { accepted: completed, completed, failed: 0 };
    },
  },
];

/** In a full run documents arrive at a steady pace, well below what the pipeline can do: then the poison must not be felt. All at once it is the whole load for a while. */
const arriveOverMs = [0, 120_000] as const;
/** Least throughput beside the poison, as a share of that without it. */
const leastShare = 0.9;

/** Plain documents alone for the first half; then the rest with the poison among them. */
async function poison(scene: Scene): Promise<void> {
  const plain = scene.names.filter((name) => name.startsWith('plain-'));
  const half = Math.floor(plain.length / 2);
  const calm = await paceOf(scene, plain.slice(0, half), []);
  const bad = planted(scene);
  const killers = scene.names.filter((name) => !name.startsWith('plain-')).map((name) => submission(name));
  const restarts = keepAlive(scene);
  const poisoned = await paceOf(scene, plain.slice(half), [...bad, ...killers]);
  if (!scene.reduced) {
    const share = poisoned / calm;
    scene.demand(share >= leastShare, `the poison left ${(100 * share).toFixed(0)} % of the throughput`);
  }
  scene.injected(bad.length);
  await awaitAnswer(scene.site, `dead_letters`, harmfulCount);
  await restarts.stop();
  process.stdout.write(
    `  documents a second: ${calm.toFixed(1)} without poison, ${poisoned.toFixed(1)} with it, ${restarts.count()} services died of it\n`,
  );
}

/** Publishes documents with others mixed in from the beginning on, and answers how many a second were completed. */
async function paceOf(
  scene: Scene,
  names: readonly string[],
  among: readonly { stream: string; fields: readonly (string | Buffer)[] }[],
): Promise<number> {
  const overMs = arriveOverMs[scene.reduced ? 0 : 1];
  const entries = [
    ...names.map((name) => ({ entry: submission(name), at: scene.random() })),
    // Not among the last ones: what they delay would only make the end of the measurement later.
    ...among.map((entry) => ({ entry, at: scene.random() * 0.75 })),
  ].sort((a, b) => a.at - b.at);
  const began = performance.now();
  for (let sent = 0; sent < entries.length; ) {
    const passed = overMs === 0 ? 1 : (performance.now() - began) / overMs;
    const due = entries.slice(sent, Math.max(sent, Math.ceil(entries.length * Math.min(1, passed))));
    if (due.length > 0)
      await publish(
        scene.site,
        due.map(({ entry }) => entry),
      );
    sent += due.length;
    if (sent < entries.length) await scene.pause(200);
  }
  await awaitAnswer(scene.site, `source_documents where processing_status = 'completed' and file_name = any($1)`, names.length, [names]);
  return names.length / ((performance.now() - began) / 1000);
}

function planted(scene: Scene): readonly BadEvent[] {
  return badEvents(scene.seed, scene.names.find((name) => name.startsWith('plain-')) ?? '');
}

/** Does what an orchestrator does: starts what has died. */
function keepAlive(scene: Scene) {
  let [on, deaths] = [true, 0];
  const perStage = scene.site.of('ocr').length;
  const watch = async () => {
    while (on) {
      for (const stage of flowStages) {
        for (let n = scene.site.of(stage).length; n < perStage; n++) {
          deaths++;
          scene.injected();
          scene.site.start(stage, smallHeap);
        }
      }
      await scene.pause(100);
    }
  };
  const watching = watch();
  return {
    count: () => deaths,
    async stop() {
      on = false;
      await watching;
    },
  };
}

/** I5: quarantine and dead letters hold the planted set, byte by byte, and nothing else. */
async function onlyThePlanted(scene: Scene): Promise<void> {
  const rows = await ask<{ stream: string; reason: string; fields: Buffer[] }>(
    scene.site,
    `select stream, reason, fields from quarantine where status = 'open'`,
  );
  const [expected, found] = [planted(scene).map(signature).sort(), rows.map(signature).sort()];
  const [missing, extra] = [expected.filter((one) => !found.includes(one)), found.filter((one) => !expected.includes(one))];
  scene.demand(expected.length === 30, `${expected.length} events planted instead of 30`);
  scene.demand(found.length === expected.length, `${found.length} entries in quarantine instead of ${expected.length}`);
  scene.demand(missing.length === 0, `not in quarantine: ${missing.join(', ')}`);
  scene.demand(extra.length === 0, `in quarantine without having been planted: ${extra.join(', ')}`);
  const letters = await ask<{ file_name: string }>(
    scene.site,
    `select d.file_name from dead_letters l join source_documents d using (document_uuid) where l.status = 'open' order by 1`,
  );
  const dead = letters.map(({ file_name }) => file_name).join(', ');
  const harm = scene.names
    .filter((name) => !name.startsWith('plain-'))
    .sort()
    .join(', ');
  scene.demand(dead === harm, `dead letters of ${dead} instead of ${harm}`);
}

function signature({ stream, reason, fields }: { stream: string; reason: string; fields: readonly (string | Buffer)[] }): string {
  const hash = createHash('sha256');
  for (const field of fields) hash.update(field).update('\0');
  return `${stream} ${reason} ${hash.digest('hex').slice(0, 12)}`;
}

/** What a publisher sends again, with its mistake corrected. The next version is none: the newer build takes it as it is. */
function correctable(bad: readonly BadEvent[]): readonly BadEvent[] {
  return bad.filter((event) => event.document !== undefined);
}

/** The fix is rolled out; newer versions come back by themselves, dead letters by the API, the rest is corrected by its publisher and then given up. */
async function replayAll(scene: Scene): Promise<void> {
  const { site } = scene;
  await Promise.all([...flowStages, 'gateway' as const].flatMap((name) => site.of(name).map((worker) => site.stop(worker))));
  const workers = flowStages.flatMap((stage) => [site.start(stage, fixedBuild), site.start(stage, fixedBuild)]);
  const gateway = site.start('gateway', { INTAKE_PROJECTS: 'chaos', ...fixedBuild });
  await Promise.all([...workers, gateway].map((worker) => site.ready(worker)));
  const open = `quarantine where status = 'open'`;
  await awaitAnswer(site, `${open} and reason = 'unsupported_version'`, 1);
  await awaitAnswer(site, `source_documents where processing_status = 'completed' and file_name like '%next-major%'`, 1);

  const api = createApiClient({ baseUrl: addressOf(gateway) });
  const letters = await api.replayDeadLetters({ all: true, limit: 1000, reason: 'fixed' });
  scene.demand(letters.ids.length === harmfulCount, `${letters.ids.length} dead letters replayed instead of ${harmfulCount}`);

  const before = await ask<{ n: string }>(site, `select count(*) as n from ${open}`);
  const replayed = await api.replayQuarantine({ all: true, limit: 1000 });
  scene.demand(replayed.ids.length === 28, `${replayed.ids.length} entries replayed, ${before[0]?.n} open, instead of 28`);
  // What is still no event comes back, as a new entry.
  await awaitAnswer(site, open, 28);
  const fixed = correctable(planted(scene)).map(({ document = '' }) => submission(document));
  await publish(site, fixed);
  await awaitAnswer(site, `source_documents where processing_status = 'completed'`, scene.names.length + fixed.length);
  await api.discardQuarantine({ all: true, limit: 1000, reason: 'corrected by its publisher' });
  for (const table of ['dead_letters', 'quarantine']) await awaitAnswer(site, `${table} where status = 'open'`, 0);
}

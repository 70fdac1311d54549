import { flowStages } from '@tributary/contracts';
import { documentUuidOf } from '../corpus.js';
import type { FaultRow, Scene } from '../row.js';
import { cleanup, type Entry, entriesOf, eventFields, internalStream, publish, submission } from './public-door.js';
import { ask, awaitAnswer, count, demandRowsOf } from './questions.js';

/** Streams between the stages. */
const internal = [
  'document.accepted',
  'document.ocr.completed',
  'document.text.completed',
  'document.entities.extracted',
  'document.entities.resolved',
];

/** What delivery does not promise: that an event comes once, and in order. */
export const deliveryRows: readonly FaultRow[] = [
  {
    id: 'C16',
    title: 'every upstream event three times in random order, one in ten again at the end, internal events doubled',
    starred: true,
    documents: [120, 1000],
    leads: true,
    leastFaults: [500, 5000],
    wastePercent: 2,
    fault: duplicates,
    async afterwards(scene) {
      await endedOnce(scene);
      await nothingRefused(scene);
    },
  },
  {
    id: 'C17',
    title: 'later events first, old versions after new ones, erasure before, during and after',
    starred: true,
    documents: [100, 600],
    leads: true,
    leastFaults: [300, 1800],
    wastePercent: 100,
    fault: outOfOrder,
    afterwards: newestVersionsOnly,
    ends: (documents) => ({ accepted: documents, completed: documents - 3 * shareOf(documents), failed: 0 }),
    mayOverlap: true,
    golden: 'none',
  },
];

async function duplicates(scene: Scene): Promise<void> {
  const { site, names, random } = scene;
  const copies = shuffled(
    names.flatMap((name) => [name, name, name]),
    random,
  );
  for (const some of slices(copies, Math.ceil(copies.length / 12))) {
    await publish(
      site,
      some.map((name) => submission(name)),
    );
    await scene.pause(random() * 300);
    await repeatInternal(scene, 0.1);
  }
  scene.injected(copies.length - names.length);
  await awaitAnswer(site, `source_documents where processing_status = 'completed'`, names.length);
  const late = names.filter(() => random() < 0.1);
  await publish(
    site,
    late.map((name) => submission(name)),
  );
  scene.injected(late.length);
  await repeatInternal(scene, 0.3);
}

/** Copies of what lies in the streams between the stages, whether it has been worked on or not. */
async function repeatInternal(scene: Scene, share: number): Promise<void> {
  for (const type of internal) {
    const entries = (await entriesOf(scene.site, internalStream(type))).filter(() => scene.random() < share);
    await publish(scene.site, entries);
    scene.injected(entries.length);
  }
}

async function endedOnce({ site, names, demand }: Scene): Promise<void> {
  const expected = names.length * flowStages.length;
  const ends = await count(site, `processing_history where change = 'stage_ended' and stage is not null`);
  demand(ends === expected, `stages ended ${ends} times instead of ${expected}`);
  const accepted = await count(site, `processing_history where change = 'accepted'`);
  demand(accepted === names.length, `${accepted} acceptances of ${names.length} documents`);
}

async function nothingRefused({ site, demand }: Scene): Promise<void> {
  const refused = await count(site, 'quarantine');
  demand(refused === 0, `${refused} valid events in quarantine`);
}

/** A tenth of the documents is erased before it comes, a tenth while it is worked on, a tenth at the end. */
function shareOf(documents: number): number {
  return Math.floor(documents / 10);
}

function groupsOf(names: readonly string[]) {
  const share = shareOf(names.length);
  return {
    before: names.slice(0, share),
    during: names.slice(share, 2 * share),
    after: names.slice(2 * share, 3 * share),
    again: names.slice(3 * share, 6 * share),
    plain: names.slice(6 * share),
  };
}

async function outOfOrder(scene: Scene): Promise<void> {
  const { site, names, random } = scene;
  const { before, during, after, again } = groupsOf(names);
  // Later events first: every stage hears of documents that nobody has handed in yet, or whose earlier stages have not run.
  await publish(site, shuffled(names.flatMap(forged), random));
  scene.injected(names.length * (internal.length - 1));
  await publish(site, before.map(purgeOf));
  await awaitAnswer(site, `cleanup_runs where finished_at is not null`, before.length);
  await publish(
    site,
    shuffled(names, random).map((name) => submission(name)),
  );
  await publish(site, during.map(purgeOf));
  scene.injected(before.length + during.length);
  const rest = names.length - before.length - during.length;
  await awaitAnswer(site, `source_documents where processing_status = 'completed'`, rest);

  // What was said of version 1 is kept, and said again when version 2 is there, or nothing.
  const old = (await Promise.all(internal.map((type) => entriesOf(site, internalStream(type))))).flat();
  await publish(site, [
    ...again.map((name) => cleanup(name, `again ${name}`, { mode: 'reprocess', from_stage: 'ocr' })),
    ...after.map(purgeOf),
  ]);
  scene.injected(after.length + again.length);
  await publish(site, shuffled(old, random));
  await awaitAnswer(site, `source_documents where processing_status = 'completed' and processing_version = 2`, again.length);
  await publish(site, [...shuffled(old, random), ...names.flatMap(forged), ...names.map((name) => submission(name))]);
  scene.injected(2 * old.length + names.length);
}

function purgeOf(name: string): Entry {
  return cleanup(name, `purge ${name}`, { mode: 'purge' });
}

/** Announcements of stages that did not run. */
function forged(name: string): readonly Entry[] {
  const about = { document_uuid: documentUuidOf(name), processing_version: 1, project: 'chaos', outcome: 'completed' };
  const data: Readonly<Record<string, object>> = {
    'document.ocr.completed': { pages: 1, characters: 1, detected_file_type: 'text/plain' },
    'document.text.completed': { chunks: 1, category: 'other', language: 'en' },
    'document.entities.extracted': { mentions: 1, relations: 1 },
    'document.entities.resolved': { canonical_entities: 1 },
  };
  return Object.entries(data).map(([type, facts]) => ({
    stream: internalStream(type),
    fields: eventFields(type, `forged ${type} ${name}`, { ...about, ...facts }),
  }));
}

/** Documents are what their newest version says, and the erased ones are gone with all that was theirs. */
async function newestVersionsOnly(scene: Scene): Promise<void> {
  const { site, names, demand } = scene;
  const { before, during, after, again, plain } = groupsOf(names);
  const erased = [...before, ...during, ...after].map(documentUuidOf);
  const versions = await ask<{ document_uuid: string; processing_version: number; processing_status: string }>(
    site,
    'select document_uuid, processing_version, processing_status from source_documents',
  );
  const standing = new Map(versions.map((row) => [row.document_uuid, `${row.processing_status} ${row.processing_version}`]));
  const are = (group: readonly string[], expected: RegExp, what: string) => {
    const wrong = group.filter((uuid) => !expected.test(standing.get(uuid) ?? 'unknown'));
    demand(wrong.length === 0, `${wrong.length} ${what} documents such as ${standing.get(wrong[0] ?? '')}`);
  };
  are(erased, /^purged/, 'erased');
  are(again.map(documentUuidOf), /^completed 2$/, 'reprocessed');
  are(plain.map(documentUuidOf), /^completed 1$/, 'plain');
  for (const table of [
    'neo4j_chunks',
    'neo4j_entity_mentions',
    'neo4j_canonical_entities',
    'neo4j_relationships_staging',
    'stage_outputs',
    'stage_runs',
  ]) {
    const left = await count(site, `${table} where document_uuid = any($1)`, [erased]);
    demand(left === 0, `${left} rows of erased documents in ${table}`);
  }
  await demandRowsOf(scene, names.length - erased.length);
  const mixed = await count(
    site,
    'stage_outputs o join source_documents d using (document_uuid) where o.processing_version <> d.processing_version',
  );
  demand(mixed === 0, `${mixed} outputs of other versions than the newest`);
  await nothingRefused(scene);
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

function slices<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}

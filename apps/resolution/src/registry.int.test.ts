import type { EntityDraft, EntityLink } from '@tributary/contracts';
import { writeEntities } from '@tributary/database';
import { expect, test } from 'vitest';
import { draftOf, type Name, setup } from './testing/registry.fixture.js';

test('the same person in two documents is one entity, found under other spellings (P-51)', async () => {
  const { link, clusters, entities } = await setup('same person');
  const first = await link('a.txt', ['John Smith', 'Acme Widgets, Inc.']);
  const second = await link('b.txt', ['Smith, John', 'ACME WIDGETS INC', 'Jane Smith']);
  expect(second.get('Smith, John')).toBe(first.get('John Smith'));
  expect(second.get('ACME WIDGETS INC')).toBe(first.get('Acme Widgets, Inc.'));
  expect(await clusters()).toEqual(['Acme Widgets, Inc.', 'Jane Smith', 'John Smith']);
  expect(await entities()).toEqual(['Acme Widgets, Inc. d2 m2 []', 'Jane Smith d1 m1 []', 'John Smith d2 m2 []']);
});

test('homonyms stay apart: generation, middle names, gender (P-51, P-53)', async () => {
  const { link, clusters } = await setup('homonyms');
  await link('a.txt', ['John Smith Sr.', 'Ann B. Lee', 'Mr. Pat Roe']);
  await link('b.txt', ['John Smith Jr.', 'Ann C. Lee', 'Mrs. Pat Roe']);
  expect(await clusters()).toEqual(['Ann B. Lee', 'Ann C. Lee', 'John Smith Jr.', 'John Smith Sr.', 'Mr. Pat Roe', 'Mrs. Pat Roe']);
});

test('linking again replaces what the document contributed and nothing else (P-7, P-56)', async () => {
  const { link, entities } = await setup('again');
  await link('a.txt', ['John Smith', 'Mary Poe']);
  await link('b.txt', ['John Smith']);
  const expected = ['John Smith d2 m2 []', 'Mary Poe d1 m1 []'];
  await link('a.txt', ['John Smith', 'Mary Poe']);
  expect(await entities()).toEqual(expected);
  await link('a.txt', ['Carl Fox'], { fence: 2 });
  expect(await entities()).toEqual(['Carl Fox d1 m1 []', 'John Smith d1 m1 []']);
});

test('an older run is refused once a newer one has started (P-4, P-11)', async () => {
  const { db, link, entities, documentOf } = await setup('fence');
  await link('a.txt', ['John Smith'], { fence: 5 });
  const run = {
    document_uuid: documentOf('a.txt'),
    processing_version: 1,
    stage: 'resolution',
    status: 'processing',
    fence: 9,
    owner: 'x',
    fingerprint: 'f',
    event_id: 'e',
    started_at: new Date(0),
  } as const;
  await db.insertInto('stage_runs').values(run).execute();
  expect((await link('a.txt', ['Late Comer'], { fence: 5 })).size).toBe(0);
  expect(await entities()).toEqual(['John Smith d1 m1 []']);
});

const corpus: readonly (readonly [string, readonly Name[]])[] = [
  ['1.txt', ['John A. Smith', ['Securities and Exchange Commission', { aliases: ['SEC'] }]]],
  ['2.txt', ['J. Smith', 'SEC']],
  ['3.txt', ['John Smith', 'Acme Widgets Inc']],
  ['4.txt', ['Jonn Smith', 'Acme Widgets Ltd']],
  ['5.txt', ['Robert Allen', 'Acme Widgets']],
  ['6.txt', ['Bob Allen', 'Roberta Allen']],
  ['7.txt', ['R. Allen', 'John B. Smith']],
];

test('any order of arrival gives the same clusters, and so do removals in between (P-51)', async () => {
  const dumps = new Set<string>();
  for (const [n, order] of permutations(corpus, 6).entries()) {
    const { link, clusters, entities, registry, db, projectId, documentOf } = await setup(`order ${n}`);
    for (const [file, names] of order) await link(file, names);
    const [removed] = order;
    if (removed && n % 2 === 0) {
      await db
        .transaction()
        .execute((tx) => registry.unlink(tx, { projectId, documentUuid: documentOf(removed[0]) }, n % 4 === 0 ? 'purge' : 'reprocess'));
      await link(...removed, { fence: 2 });
    }
    dumps.add(JSON.stringify([await clusters(), await entities()], null, 1));
  }
  expect([...dumps].slice(1)).toEqual([]);
});

test('documents that come at once share a turn and end as if they had come one by one, a late run among them refused (P-4, P-51)', async () => {
  const [apart, together] = [await setup('apart'), await setup('together')];
  const changed = corpus.map(([file, names], n) => [file, n % 2 ? names : names.slice(1)] as const);
  for (const [fence, round] of [corpus, changed].entries()) {
    for (const [file, names] of round) await apart.link(file, names, { fence });
    await together.linkAtOnce(round, { fence });
    expect([await together.clusters(), await together.entities()]).toEqual([await apart.clusters(), await apart.entities()]);
  }
  const [before, running] = [await together.entities(), together.documentOf('1.txt')];
  const run = { processing_version: 1, stage: 'resolution', status: 'processing', fence: 9 } as const;
  const started = { owner: 'x', fingerprint: 'f', event_id: 'e', started_at: new Date(0) };
  await together.db
    .insertInto('stage_runs')
    .values({ document_uuid: running, ...run, ...started })
    .execute();
  const links = await together.linkAtOnce([['1.txt', ['Late Comer']], ...changed.slice(1)], { fence: 5 });
  expect(links.map((own) => own.length)).toEqual([0, ...changed.slice(1).map(([, names]) => names.length)]);
  expect(await together.entities()).toEqual(before);
});

test('workers that link one project at the same time make one entity of one person (P-51)', async () => {
  const { link, entities } = await setup('concurrency');
  const names = ['John Smith', 'Mary Poe', 'Acme Widgets Inc'];
  await Promise.all(Array.from({ length: 16 }, (_, i) => link(`${i}.txt`, i % 2 ? names : names.toReversed())));
  expect(await entities()).toEqual(['Acme Widgets Inc d16 m16 []', 'John Smith d16 m16 []', 'Mary Poe d16 m16 []']);
});

test('a document whose entities are still being found shares the turn of those that are ready, and one that fails holds up none (P-51)', async () => {
  const { linkingOf, registry, entities } = await setup('coming');
  const [a, b, c] = await Promise.all(['a.txt', 'b.txt', 'c.txt'].map((file) => linkingOf(file, ['John Smith'])));
  const [late, lost] = [Promise.withResolvers<EntityDraft[]>(), Promise.withResolvers<EntityDraft[]>()];
  const links = [registry.link(a!.document, a!.drafts), registry.link(b!.document, late.promise), registry.link(c!.document, lost.promise)];
  lost.reject(new Error('no entities'));
  late.resolve(b!.drafts);
  const [first, second, third] = await Promise.allSettled(links);
  expect(first).toMatchObject({ status: 'fulfilled', value: [{ entity_uuid: expect.any(String) }] });
  expect(second).toMatchObject({
    status: 'fulfilled',
    value: [{ entity_uuid: (first as PromiseFulfilledResult<EntityLink[]>).value[0]?.entity_uuid }],
  });
  expect(third).toMatchObject({ status: 'rejected', reason: { message: 'no entities' } });
  expect(await entities()).toEqual(['John Smith d2 m2 []']);
});

test("a purge leaves no trace of the document's names (P-61)", async () => {
  const { link, registry, db, projectId, documentOf, review } = await setup('purge');
  const smith = await link('a.txt', ['John Smith']);
  const canary = await link('b.txt', [['Canary Wharfside', { aliases: ['Canary W. Wharfside'] }], 'John Smith']);
  await review.split(projectId, smith.get('John Smith') ?? '', { documents: [documentOf('b.txt')] }, { decidedBy: 'ann' });
  await review.merge(projectId, [...canary.values()], { decidedBy: 'ann' });
  await db.transaction().execute((tx) => registry.unlink(tx, { projectId, documentUuid: documentOf('b.txt') }, 'purge'));
  for (const table of [
    'registry_variants',
    'registry_members',
    'registry_judgements',
    'registry_splits',
    'registry_decisions',
    'registry_entities',
  ]) {
    expect(
      JSON.stringify(
        await db
          .selectFrom(table as never)
          .selectAll()
          .execute(),
      ),
    ).not.toMatch(/canary/i);
  }
});

test("documents' rows and marks for the graph follow when entities merge (P-51)", async () => {
  const { link, db, projectId, documentOf, review } = await setup('dirty');
  const a = await link('a.txt', ['Samuel Clemens']);
  const b = await link('b.txt', ['Mark Twain']);
  const rows = (['a.txt', 'b.txt'] as const).map((file) => ({
    document_uuid: documentOf(file),
    project_id: projectId,
    processing_version: 1,
    processing_status: 'processing' as const,
  }));
  await db.insertInto('neo4j_documents').values(rows).execute();
  const own = { project_id: projectId, type: 'PERSON', aliases: [], mention_count: 1, confidence: 0.9 };
  const clemens = {
    ...own,
    canonical_id: draftOf(documentOf('a.txt'), 'Samuel Clemens').canonical_id,
    document_uuid: documentOf('a.txt'),
    name: 'Samuel Clemens',
    entity_uuid: a.get('Samuel Clemens') ?? '',
  };
  const twain = {
    ...own,
    canonical_id: draftOf(documentOf('b.txt'), 'Mark Twain').canonical_id,
    document_uuid: documentOf('b.txt'),
    name: 'Mark Twain',
    entity_uuid: b.get('Mark Twain') ?? '',
  };
  await db.transaction().execute((tx) => writeEntities(tx, [twain]));
  await db.deleteFrom('graph_dirty' as never).execute();
  await review.merge(projectId, [clemens.entity_uuid, twain.entity_uuid], { decidedBy: 'ann' });
  // Written late, with the id its stage was given before the merge.
  await db.transaction().execute((tx) => writeEntities(tx, [{ ...clemens, entity_uuid: twain.entity_uuid }]));
  const stored = await db
    .selectFrom('neo4j_canonical_entities')
    .select(['name', 'entity_uuid'])
    .where('project_id', '=', projectId)
    .orderBy('name')
    .execute();
  expect(stored).toEqual([
    { name: 'Mark Twain', entity_uuid: clemens.entity_uuid },
    { name: 'Samuel Clemens', entity_uuid: clemens.entity_uuid },
  ]);
  const dirty = (await db
    .selectFrom('graph_dirty' as never)
    .selectAll()
    .execute()) as { entity_uuid: string }[];
  expect(dirty.map((row) => row.entity_uuid).sort()).toEqual([clemens.entity_uuid, twain.entity_uuid].sort());
});

test('rows that are written while others link and people merge end with the entity of the registry (P-51, P-53)', async () => {
  const { link, db, projectId, documentOf, review } = await setup('race');
  const names = ['Ann Lee', 'Carl Fox', 'Mary Poe', 'Hugo Stern', 'Olga Petrova', 'Tariq Aziz'];
  const first = await link('0.txt', names);
  async function processDocument(n: number) {
    const file = `${n}.txt`;
    const links = await link(file, names);
    const document = { document_uuid: documentOf(file), project_id: projectId };
    await db.transaction().execute(async (tx) => {
      await tx
        .insertInto('neo4j_documents')
        .values({ ...document, processing_version: 1, processing_status: 'processing' as const })
        .execute();
      const rows = names.map((name) => ({
        ...document,
        canonical_id: draftOf(document.document_uuid, name).canonical_id,
        entity_uuid: links.get(name) ?? '',
        name,
      }));
      await writeEntities(
        tx,
        rows.map((row) => ({ ...row, type: 'PERSON', aliases: [], mention_count: 1, confidence: 1 })),
      );
    });
  }
  const ids = names.map((name) => first.get(name) ?? '');
  const merge = (x: number, y: number) => review.merge(projectId, [ids[x] ?? '', ids[y] ?? ''], { decidedBy: 'ann' });
  await Promise.all([...Array.from({ length: 12 }, (_, n) => processDocument(n + 1)), merge(0, 1), merge(2, 3), merge(1, 2), merge(4, 5)]);
  const stored = await db
    .selectFrom('neo4j_canonical_entities')
    .select(['name', 'entity_uuid'])
    .where('project_id', '=', projectId)
    .execute();
  const uuids = Map.groupBy(stored, (row) => row.entity_uuid);
  expect([...uuids.values()].map((rows) => new Set(rows.map((row) => row.name)).size).sort()).toEqual([2, 4]);
  expect(stored).toHaveLength(12 * names.length);
});

/** Orders of a list: as given, reversed, and rotations with every second pair swapped; `count` in all. */
function permutations<T>(items: readonly T[], count: number): T[][] {
  return Array.from({ length: count }, (_, n) => {
    const rotated = [...items.slice(n), ...items.slice(0, n)];
    return n % 2 ? rotated.toReversed() : rotated;
  });
}

import { deriveUuid, type EntityDraft } from '@tributary/contracts';
import { createDatabase, migrate, PostgresEntityRegistry, RegistryReview } from '@tributary/database';
import { registryRules } from '@tributary/entity-resolution';
import { testDatabase } from '@tributary/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';

let url: string;
const pools: { destroy(): Promise<void> }[] = [];

beforeAll(async () => {
  ({ url } = await testDatabase({ prepare: migrate, template: 'migrated' }));
});
afterAll(() => Promise.all(pools.map((pool) => pool.destroy())));

type Name = string | readonly [name: string, extra: Partial<EntityDraft>];

/** A project of its own with documents that name people and organisations (those with a legal form or in capitals). */
async function setup(label: string) {
  const db = createDatabase({ url, applicationName: 'test', poolSize: 8 });
  pools.push(db);
  const projectId = deriveUuid('project', label);
  await db.insertInto('projects').values({ id: projectId, name: label }).execute();
  const registry = new PostgresEntityRegistry(db, registryRules);
  const review = new RegistryReview(db, registryRules);
  const documentOf = (file: string) => deriveUuid('document', label, file);

  async function link(file: string, names: readonly Name[], { version = 1, fence = 1 } = {}) {
    const documentUuid = documentOf(file);
    await db
      .insertInto('source_documents')
      .values({ document_uuid: documentUuid, project_id: projectId, file_name: file, source_uri: `file:///${file}` })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const drafts = names.map((name) => draftOf(documentUuid, name));
    const links = await registry.link({ projectId, documentUuid, version, fence }, drafts);
    return new Map(links.map((one) => [drafts.find((draft) => draft.canonical_id === one.canonical_id)?.name ?? '', one.entity_uuid]));
  }

  /** Clusters as sorted names with counts: what must not depend on the order of arrival. */
  async function clusters() {
    const variants = await db
      .selectFrom('registry_variants' as never)
      .selectAll()
      .where('project_id' as never, '=', projectId as never)
      .execute();
    const rows = variants as { entity_uuid: string; name: string; document_count: number }[];
    const active = rows.filter((row) => row.document_count > 0);
    return [...Map.groupBy(active, (row) => row.entity_uuid).values()]
      .map((group) =>
        group
          .map((row) => row.name)
          .sort()
          .join(' = '),
      )
      .sort();
  }

  async function entities() {
    const found = await db
      .selectFrom('registry_entities' as never)
      .selectAll()
      .where('project_id' as never, '=', projectId as never)
      .execute();
    const rows = found as { name: string; document_count: number; mention_count: number; aliases: string[] }[];
    return rows.map((row) => `${row.name} d${row.document_count} m${row.mention_count} [${row.aliases.join('; ')}]`).sort();
  }

  return { db, projectId, registry, review, link, clusters, entities, documentOf };
}

function draftOf(documentUuid: string, given: Name): EntityDraft {
  const [name, extra] = typeof given === 'string' ? [given, {}] : given;
  const type = /\b(?:Inc|Ltd|LLC|Corp|Acme|Commission|SEC)\b/i.test(name) ? 'ORGANIZATION' : 'PERSON';
  return {
    canonical_id: deriveUuid('canonical', documentUuid, type, name),
    name,
    type,
    aliases: [],
    mention_count: 1,
    confidence: 0.9,
    ...extra,
  };
}

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

test('workers that link one project at the same time make one entity of one person (P-51)', async () => {
  const { link, entities } = await setup('concurrency');
  const names = ['John Smith', 'Mary Poe', 'Acme Widgets Inc'];
  await Promise.all(Array.from({ length: 16 }, (_, i) => link(`${i}.txt`, i % 2 ? names : names.toReversed())));
  expect(await entities()).toEqual(['Acme Widgets Inc d16 m16 []', 'John Smith d16 m16 []', 'Mary Poe d16 m16 []']);
});

test('a person merges and splits; both survive reprocessing and are undone by revoking (P-53)', async () => {
  const { link, clusters, review, projectId, registry, db, documentOf } = await setup('undo');
  const a = await link('a.txt', ['Samuel Clemens']);
  const b = await link('b.txt', ['Mark Twain']);
  const merged = await review.judge(projectId, {
    a: a.get('Samuel Clemens') ?? '',
    b: b.get('Mark Twain') ?? '',
    judgement: 'positive',
    author: 'ann',
  });
  expect(await clusters()).toEqual(['Mark Twain = Samuel Clemens']);
  await db.transaction().execute((tx) => registry.unlink(tx, { projectId, documentUuid: documentOf('b.txt') }, 'reprocess'));
  expect(await clusters()).toEqual(['Samuel Clemens']);
  await link('b.txt', ['Mark Twain'], { fence: 2 });
  expect(await clusters()).toEqual(['Mark Twain = Samuel Clemens']);
  expect(await review.revoke(projectId, merged ?? '')).toBe(true);
  expect(await clusters()).toEqual(['Mark Twain', 'Samuel Clemens']);
  expect(await review.revoke(projectId, merged ?? '')).toBe(false);
  const stranger = { a: deriveUuid('nobody'), b: a.get('Samuel Clemens') ?? '', judgement: 'positive', author: 'ann' } as const;
  expect(await review.judge(projectId, stranger)).toBeUndefined();
  expect(await review.separate(projectId, documentOf('a.txt'), deriveUuid('nobody'), 'ann')).toBe(false);
});

test('a wrong merge of the matcher is undone by a negative judgement, or by revoking its own (P-53)', async () => {
  const { link, clusters, review, projectId, db } = await setup('wrong merge');
  const links = await link('a.txt', ['Robert Allen']);
  const other = await link('b.txt', ['Bob Allen']);
  expect(await clusters()).toEqual(['Bob Allen = Robert Allen']);
  const found = await db
    .selectFrom('registry_judgements' as never)
    .selectAll()
    .where('project_id' as never, '=', projectId as never)
    .execute();
  const [own] = found as { judgement_id: string; author: string; evidence: string[]; a: string; b: string }[];
  expect(own).toMatchObject({ author: 'matcher', evidence: ['short_form'] });
  await review.judge(projectId, { a: own?.a ?? '', b: own?.b ?? '', judgement: 'negative', author: 'ann' });
  expect(await clusters()).toEqual(['Bob Allen', 'Robert Allen']);
  expect(links.get('Robert Allen')).toBe(other.get('Bob Allen'));
});

test("one document's namesake is separated, and stays so when it is processed again (P-53)", async () => {
  const { link, entities, review, projectId, documentOf } = await setup('separate');
  await link('a.txt', ['John Smith']);
  await link('b.txt', ['John Smith']);
  const canonical = draftOf(documentOf('b.txt'), 'John Smith').canonical_id;
  expect(await review.separate(projectId, documentOf('b.txt'), canonical, 'ann')).toBe(true);
  expect(await entities()).toEqual(['John Smith d1 m1 []', 'John Smith d1 m1 []']);
  await link('b.txt', ['John Smith', 'Mary Poe'], { fence: 2 });
  expect(await entities()).toEqual(['John Smith d1 m1 []', 'John Smith d1 m1 []', 'Mary Poe d1 m1 []']);
});

test('unsure pairs and names that fit several wait in the review list (P-53)', async () => {
  const { link, clusters, review, projectId } = await setup('review');
  await link('a.txt', ['John Smith']);
  await link('b.txt', ['James Smith']);
  const c = await link('c.txt', ['J. Smith']);
  expect(await clusters()).toEqual(['J. Smith', 'James Smith', 'John Smith']);
  const pairs = await review.reviewList(projectId);
  expect(pairs.map((pair) => [pair.name_a, pair.name_b].sort())).toEqual(
    expect.arrayContaining([
      ['J. Smith', 'James Smith'],
      ['J. Smith', 'John Smith'],
    ]),
  );
  const [pair] = pairs;
  await review.judge(projectId, { a: pair?.a ?? '', b: pair?.b ?? '', judgement: 'positive', author: 'ann' });
  expect(await clusters()).toHaveLength(2);
  expect((await review.reviewList(projectId)).map((one) => one.judgement_id)).not.toContain(pair?.judgement_id);
  expect(c.size).toBe(1);
});

test("a purge leaves no trace of the document's names (P-61)", async () => {
  const { link, registry, db, projectId, documentOf, review } = await setup('purge');
  await link('a.txt', ['John Smith']);
  await link('b.txt', [['Canary Wharfside', { aliases: ['Canary W. Wharfside'] }], 'John Smith']);
  await review.separate(projectId, documentOf('b.txt'), draftOf(documentOf('b.txt'), 'John Smith').canonical_id, 'ann');
  await db.transaction().execute((tx) => registry.unlink(tx, { projectId, documentUuid: documentOf('b.txt') }, 'purge'));
  for (const table of ['registry_variants', 'registry_members', 'registry_judgements', 'registry_splits', 'registry_entities']) {
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
  const own = { project_id: projectId, type: 'PERSON', mention_count: 1, confidence: 0.9 };
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
  await db.insertInto('neo4j_canonical_entities').values(twain).execute();
  await db.deleteFrom('graph_dirty' as never).execute();
  await review.judge(projectId, { a: clemens.entity_uuid, b: twain.entity_uuid, judgement: 'positive', author: 'ann' });
  // Written late, with the id its stage was given before the merge.
  await db
    .insertInto('neo4j_canonical_entities')
    .values({ ...clemens, entity_uuid: twain.entity_uuid })
    .execute();
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
      await tx
        .insertInto('neo4j_canonical_entities')
        .values(rows.map((row) => ({ ...row, type: 'PERSON', mention_count: 1, confidence: 1 })))
        .execute();
    });
  }
  const ids = names.map((name) => first.get(name) ?? '');
  const merge = (x: number, y: number) =>
    review.judge(projectId, { a: ids[x] ?? '', b: ids[y] ?? '', judgement: 'positive', author: 'ann' });
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

import { deriveUuid } from '@tributary/contracts';
import { type Decided, reviewList } from '@tributary/database';
import { expect, test } from 'vitest';
import { draftOf, setup } from './testing/registry.fixture.js';

const ann = { decidedBy: 'ann' };

function decisionOf(outcome: Decided | { readonly refused: string } | undefined): string {
  if (outcome === undefined || 'refused' in outcome) throw new Error(`refused: ${outcome?.refused}`);
  return outcome.decisionId;
}

test('a merge holds while its documents are processed again, and is undone (P-53)', async () => {
  const { link, reprocess, clusters, review, projectId } = await setup('undo');
  const a = await link('a.txt', ['Samuel Clemens']);
  const b = await link('b.txt', ['Mark Twain']);
  const merged = decisionOf(await review.merge(projectId, [a.get('Samuel Clemens') ?? '', b.get('Mark Twain') ?? ''], ann));
  expect(await clusters()).toEqual(['Mark Twain = Samuel Clemens']);
  await reprocess('b.txt', ['Mark Twain'], 2);
  expect(await clusters()).toEqual(['Mark Twain = Samuel Clemens']);
  expect(await review.undo(projectId, merged, 'ann')).toHaveLength(2);
  expect(await clusters()).toEqual(['Mark Twain', 'Samuel Clemens']);
  expect(await review.undo(projectId, merged, 'ann')).toBeUndefined();
});

test('a merge is of whole entities: other names of either stay with it, and so do names that arrive later (P-53)', async () => {
  const { link, clusters, review, projectId } = await setup('whole entities');
  const a = await link('a.txt', ['Samuel Langhorne Clemens', 'Clemens, Samuel L.']);
  const b = await link('b.txt', ['Mark Twain']);
  await review.merge(projectId, [a.get('Samuel Langhorne Clemens') ?? '', b.get('Mark Twain') ?? ''], ann);
  await link('c.txt', ['Samuel Clemens', 'Twain, Mark']);
  expect(await clusters()).toEqual(['Clemens, Samuel L. = Mark Twain = Samuel Clemens = Samuel Langhorne Clemens']);
});

test('undoing gives back what was held before, in whatever order decisions are undone (P-53)', async () => {
  const { link, clusters, review, projectId } = await setup('undo order');
  const a = (await link('a.txt', ['Ann Lee'])).get('Ann Lee') ?? '';
  const b = (await link('b.txt', ['Carl Fox'])).get('Carl Fox') ?? '';
  const merged = decisionOf(await review.merge(projectId, [a, b], ann));
  const split = decisionOf(await review.split(projectId, a, { variants: [b] }, ann));
  expect(await clusters()).toEqual(['Ann Lee', 'Carl Fox']);
  await review.undo(projectId, split, 'ann');
  expect(await clusters()).toEqual(['Ann Lee = Carl Fox']);
  const again = decisionOf(await review.split(projectId, a, { variants: [b] }, ann));
  await review.undo(projectId, merged, 'ann');
  expect(await clusters()).toEqual(['Ann Lee', 'Carl Fox']);
  await review.undo(projectId, again, 'ann');
  expect(await clusters()).toEqual(['Ann Lee', 'Carl Fox']);
});

test('what cannot be decided is refused with its reason, and changes nothing (P-53)', async () => {
  const { link, entities, review, projectId, documentOf } = await setup('refused');
  const a = (await link('a.txt', ['Ann Lee'])).get('Ann Lee') ?? '';
  const nobody = deriveUuid('nobody');
  const before = await entities();
  expect(await review.merge(projectId, [a, nobody], ann)).toEqual({ refused: 'unknown_entity' });
  expect(await review.merge(deriveUuid('elsewhere'), [a, a], ann)).toEqual({ refused: 'unknown_entity' });
  expect(await review.merge(projectId, [a, a], ann)).toEqual({ refused: 'nothing_to_decide' });
  expect(await review.split(projectId, a, { variants: [a] }, ann)).toEqual({ refused: 'nothing_would_remain' });
  expect(await review.split(projectId, a, { variants: [nobody] }, ann)).toEqual({ refused: 'nothing_to_decide' });
  expect(await review.split(projectId, a, { documents: [documentOf('a.txt')] }, ann)).toEqual({ refused: 'nothing_would_remain' });
  expect(await review.split(projectId, a, { documents: [nobody] }, ann)).toEqual({ refused: 'nothing_to_decide' });
  expect(await review.split(projectId, nobody, { documents: [nobody] }, ann)).toEqual({ refused: 'unknown_entity' });
  expect(await review.decide(projectId, nobody, 'positive', ann)).toEqual({ refused: 'unknown_judgement' });
  expect(await review.revoke(projectId, nobody, 'ann')).toBeUndefined();
  expect(await entities()).toEqual(before);
});

test('a wrong merge of the matcher is undone by splitting the name off, or by revoking its judgement (P-53)', async () => {
  const { link, reprocess, clusters, review, projectId, db } = await setup('wrong merge');
  const robert = (await link('a.txt', ['Robert Allen'])).get('Robert Allen') ?? '';
  await link('b.txt', ['Bob Allen']);
  expect(await clusters()).toEqual(['Bob Allen = Robert Allen']);
  const judgements = (await db
    .selectFrom('registry_judgements' as never)
    .selectAll()
    .where('project_id' as never, '=', projectId as never)
    .execute()) as {
    judgement_id: string;
    author: string;
    evidence: string[];
    a: string;
    b: string;
  }[];
  const [own] = judgements;
  expect(own).toMatchObject({ author: 'matcher', evidence: ['short_form'] });
  const bob = own?.a === robert ? own.b : (own?.a ?? '');
  const split = decisionOf(await review.split(projectId, robert, { variants: [bob] }, ann));
  expect(await clusters()).toEqual(['Bob Allen', 'Robert Allen']);
  await reprocess('b.txt', ['Bob Allen'], 2);
  expect(await clusters()).toEqual(['Bob Allen', 'Robert Allen']);
  await review.undo(projectId, split, 'ann');
  expect(await clusters()).toEqual(['Bob Allen = Robert Allen']);
  await review.revoke(projectId, own?.judgement_id ?? '', 'ann');
  expect(await clusters()).toEqual(['Bob Allen', 'Robert Allen']);
  await reprocess('a.txt', ['Robert Allen'], 2);
  expect(await clusters()).toEqual(['Bob Allen', 'Robert Allen']);
});

test('namesakes in some documents become one entity of their own, stay so when processed again, and come back when undone (P-53)', async () => {
  const { link, reprocess, entities, review, projectId, documentOf } = await setup('separate');
  const acme = ['Acme Holdings Inc', { aliases: ['Acme Group Inc'] }] as const;
  const smith = (await link('a.txt', ['John Smith'])).get('John Smith') ?? '';
  await link('b.txt', ['John Smith', acme]);
  await link('c.txt', ['John Smith']);
  const before = await entities();
  const split = decisionOf(await review.split(projectId, smith, { documents: [documentOf('b.txt'), documentOf('c.txt')] }, ann));
  const separated = [before.find((line) => line.startsWith('Acme')) ?? '', 'John Smith d1 m1 []', 'John Smith d2 m2 []'];
  expect(await entities()).toEqual(separated);
  await reprocess('b.txt', ['John Smith', acme], 2);
  expect(await entities()).toEqual(separated);
  // One of the two is a third man.
  const other = (await reprocess('c.txt', ['John Smith'], 2)).get('John Smith') ?? '';
  const again = decisionOf(await review.split(projectId, other, { documents: [documentOf('c.txt')] }, ann));
  expect((await entities()).slice(1)).toEqual(Array.from({ length: 3 }, () => 'John Smith d1 m1 []'));
  await review.undo(projectId, again, 'ann');
  expect(await entities()).toEqual(separated);
  await review.undo(projectId, split, 'ann');
  expect(await entities()).toEqual(before);
});

test('other names that a document gave come back with it when its separation is undone (P-53)', async () => {
  const { link, clusters, review, projectId, documentOf } = await setup('set aside');
  const acme = (await link('a.txt', ['Acme Holdings Inc'])).get('Acme Holdings Inc') ?? '';
  await link('b.txt', [['Acme Holdings Inc', { aliases: ['Zenith Trading Inc'] }]]);
  const before = await clusters();
  const split = decisionOf(await review.split(projectId, acme, { documents: [documentOf('b.txt')] }, ann));
  expect(await clusters()).toEqual(['Acme Holdings Inc', 'Acme Holdings Inc']);
  await review.undo(projectId, split, 'ann');
  expect(await clusters()).toEqual(before);
});

test("a separated document's rows follow, and the graph is told of both entities (P-53, P-55)", async () => {
  const { db, link, review, projectId, documentOf } = await setup('rows');
  const smith = (await link('a.txt', ['John Smith'])).get('John Smith') ?? '';
  await link('b.txt', ['John Smith']);
  const document = { document_uuid: documentOf('b.txt'), project_id: projectId };
  await db
    .insertInto('neo4j_documents')
    .values({ ...document, processing_version: 1, processing_status: 'completed' })
    .execute();
  const { canonical_id, name, type } = draftOf(document.document_uuid, 'John Smith');
  await db
    .insertInto('neo4j_canonical_entities')
    .values({ ...document, canonical_id, name, type, mention_count: 1, confidence: 1, entity_uuid: smith })
    .execute();
  await db.deleteFrom('graph_dirty' as never).execute();
  const outcome = await review.split(projectId, smith, { documents: [document.document_uuid] }, ann);
  const stored = await db.selectFrom('neo4j_canonical_entities').select('entity_uuid').where('project_id', '=', projectId).execute();
  const own = stored[0]?.entity_uuid ?? '';
  expect(own).not.toBe(smith);
  expect(outcome).toMatchObject({ entityUuids: [smith, own].sort() });
  const dirty = (await db
    .selectFrom('graph_dirty' as never)
    .selectAll()
    .execute()) as { entity_uuid: string }[];
  expect(dirty.map((row) => row.entity_uuid).sort()).toEqual([smith, own].sort());
});

test('unsure pairs and names that fit several wait in the review list, part by part, until somebody decides (P-53)', async () => {
  const { link, clusters, review, db, project, projectId } = await setup('review');
  await link('a.txt', ['John Smith']);
  await link('b.txt', ['James Smith']);
  await link('c.txt', ['J. Smith']);
  expect(await clusters()).toEqual(['J. Smith', 'James Smith', 'John Smith']);
  const { items } = await reviewList(db, { project }, { limit: 100 });
  expect(items.map(({ left, right }) => [left.name, right.name].sort())).toEqual(
    expect.arrayContaining([
      ['J. Smith', 'James Smith'],
      ['J. Smith', 'John Smith'],
    ]),
  );
  const parts: string[] = [];
  let cursor: string | null = null;
  do {
    const part = await reviewList(db, { project }, cursor === null ? { limit: 1 } : { limit: 1, cursor });
    parts.push(...part.items.map((item) => item.judgement_id));
    cursor = part.next_cursor;
  } while (cursor !== null);
  expect(parts).toEqual(items.map((item) => item.judgement_id));
  const [pair] = items;
  const decided = decisionOf(await review.decide(projectId, pair?.judgement_id ?? '', 'positive', ann));
  expect(await clusters()).toHaveLength(2);
  const waiting = async () => (await reviewList(db, { project }, { limit: 100 })).items.map((item) => item.judgement_id);
  expect(await waiting()).not.toContain(pair?.judgement_id);
  await review.undo(projectId, decided, 'ann');
  expect(await waiting()).toContain(pair?.judgement_id);
});

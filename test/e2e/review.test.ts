import { type ApiClient, allPages } from '@tributary/client';
import { testNeo4j } from '@tributary/testing';
import { describe, expect, test, vi } from 'vitest';
import { textFile, untilDone, untilStatus } from './support/documents.js';
import { neo4jDump, postgresDump } from './support/graph.js';
import { usePipeline } from './support/pipeline.js';

const neo4j = await testNeo4j();
const pipeline = usePipeline({ neo4jUri: async () => neo4j.url });

const texts = {
  'letter.txt': 'Samuel Clemens works for Larkspur Holdings, Inc. Mr. Clemens wrote to Mary Jones in Hartford.',
  'review.txt': 'Mark Twain works for Quill Publishing, Inc. Mark Twain met Mary Jones in Elmira.',
} as const;

/** A project with these texts; documents and entities by name. */
async function setup(project: string) {
  const { api } = pipeline;
  const files = Object.entries(texts).map(([name, text]) => textFile(name, text));
  const receipt = await api.submitFiles(project, files);
  await untilDone(api, receipt.batch_uuid);
  const documents = new Map(receipt.documents.map((one) => [one.file_name, one.document_uuid]));
  return { api, project, documentOf: (name: keyof typeof texts) => documents.get(name) ?? '' };
}

async function people(api: ApiClient, project: string): Promise<Map<string, { entity_uuid: string; document_count: number }>> {
  const all = await Array.fromAsync(allPages((page) => api.entities({ project, type: 'PERSON', ...page })));
  return new Map(all.map((one) => [one.name, one]));
}

async function reprocess(api: ApiClient, documentUuid: string): Promise<void> {
  const { processing_version } = await api.document(documentUuid);
  await api.reprocess(documentUuid, { from_stage: 'ocr', force: true });
  await untilStatus(api, documentUuid, ['completed', 'partial'], processing_version + 1);
}

describe('what a person decides', () => {
  test('a merge is in the graph, survives reprocessing, and is gone without a trace when undone (P-53, P-55)', async () => {
    const { api, project, documentOf } = await setup('merge');
    const before = await postgresDump(pipeline.databaseUrl, project);
    const known = await people(api, project);
    const [clemens, twain] = ['Samuel Clemens', 'Mark Twain'].map((name) => known.get(name)?.entity_uuid ?? '');
    const merged = await api.mergeEntities({ entities: [clemens ?? '', twain ?? ''], reason: 'a pen name' });
    const one = await api.entity(twain ?? '');
    expect(one.document_count).toBe(2);
    expect(one.relations.map(({ type, other }) => `${type} ${other.name}`).sort()).toEqual(
      expect.arrayContaining(['EMPLOYED_BY Larkspur Holdings, Inc.', 'EMPLOYED_BY Quill Publishing, Inc.']),
    );
    const after = await postgresDump(pipeline.databaseUrl, project);
    expect(after).not.toBe(before);
    await reprocess(api, documentOf('review.txt'));
    expect(await postgresDump(pipeline.databaseUrl, project)).toBe(after);
    await untilInNeo4j(project, after);
    await api.undoDecision(merged.decision_id ?? '');
    expect(await postgresDump(pipeline.databaseUrl, project)).toBe(before);
    await untilInNeo4j(project, before);
  });

  test('a namesake of one document is split off, stays apart when it is processed again, and comes back when undone (P-53, P-55)', async () => {
    const { api, project, documentOf } = await setup('split');
    const before = await postgresDump(pipeline.databaseUrl, project);
    const jones = (await people(api, project)).get('Mary Jones');
    expect(jones?.document_count).toBe(2);
    const split = await api.splitEntity(jones?.entity_uuid ?? '', { documents: [documentOf('review.txt')] });
    expect(split.entity_uuids).toHaveLength(2);
    const apart = await postgresDump(pipeline.databaseUrl, project);
    await reprocess(api, documentOf('review.txt'));
    await reprocess(api, documentOf('letter.txt'));
    expect(await postgresDump(pipeline.databaseUrl, project)).toBe(apart);
    const counts = await Promise.all(split.entity_uuids.map(async (id) => (await api.entity(id)).document_count));
    expect(counts).toEqual([1, 1]);
    await untilInNeo4j(project, apart);
    await api.undoDecision(split.decision_id ?? '');
    expect(await postgresDump(pipeline.databaseUrl, project)).toBe(before);
    await untilInNeo4j(project, before);
  });
});

/** The projection follows shortly after the decision. */
async function untilInNeo4j(project: string, expected: string): Promise<void> {
  if (neo4j.url === undefined) return;
  const dump = () => neo4jDump(pipeline.databaseUrl, neo4j.url ?? '', project);
  await vi.waitFor(async () => expect(await dump()).toBe(expected), { timeout: 60_000, interval: 500 });
}

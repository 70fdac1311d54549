import { expect, test } from 'vitest';
import { sampleDocuments, sampleGraph } from '../testing/sample-graph.js';

test('relations of several documents are one, with their support (P-55, P-56)', () => {
  const { relations, documents, chunks } = sampleGraph(sampleDocuments);
  expect(relations.find((row) => row.type === 'EMPLOYED_BY')).toMatchObject({
    confidence: 0.8,
    supportCount: 2,
    documentIds: documents.map((row) => row.id).sort(),
    chunkIds: chunks
      .filter((row) => row.index === 0)
      .map((row) => row.id)
      .sort(),
  });
  expect(relations.filter((row) => row.type === 'FAMILY_OF')).toMatchObject([{ supportCount: 2 }]);
});

test('evidence joins chunks to entities with every place of every mention (P-55)', () => {
  const { hasEntity, chunks, entities } = sampleGraph(sampleDocuments);
  for (const row of hasEntity) {
    const chunk = chunks.find((one) => one.id === row.chunkId);
    const entity = entities.find((one) => one.uuid === row.entityUuid);
    for (const [i, start] of row.starts.entries()) {
      const at = start - (chunk?.startOffset ?? 0);
      expect(chunk?.text.slice(at, at + (row.ends[i] ?? 0) - start)).toBe(entity?.name);
    }
  }
  expect(hasEntity).toHaveLength(10);
});

test('documents count what they contribute; chunks know their place', () => {
  const { documents, chunks } = sampleGraph(sampleDocuments);
  const contract = documents.find((row) => row.fileName === 'contract.txt');
  expect(contract).toMatchObject({ total_chunks: 2, chunkNodeCount: 2, entityNodeCount: 4, relationshipCount: 3 });
  expect(chunks.filter((row) => row.documentId === contract?.id)).toMatchObject([
    { id: `${contract?.id ?? ''}:v1:0`, position: 1, page_number: 1, startOffset: 0 },
    { id: `${contract?.id ?? ''}:v1:1`, position: 2, page_number: 2, startOffset: 29, content_offset: 29 },
  ]);
});

test('rows do not depend on the order of documents', () => {
  expect(sampleGraph(sampleDocuments.toReversed())).toEqual(sampleGraph(sampleDocuments));
});

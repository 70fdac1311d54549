import { describe, expect, test } from 'vitest';
import { textFile, untilDone, untilStatus } from './support/documents.js';
import { usePipeline } from './support/pipeline.js';

const pipeline = usePipeline();
const text = 'On March 3, 2020 John Smith works for Larkspur Holdings, Inc. John Smith paid Larkspur Holdings, Inc. $500.00.';

describe("a project's schema", () => {
  test('decides what is extracted; a change of it runs the entity stage again and nothing before it (P-41, P-59)', async () => {
    const { api } = pipeline;
    await api.createProject({
      project: 'narrow',
      settings: { extraction: { entity_types: ['PERSON', 'ORGANIZATION'], relation_types: ['EMPLOYED_BY'] } },
    });
    const receipt = await api.submitFiles('narrow', [textFile('a.txt', text)]);
    await untilDone(api, receipt.batch_uuid);
    const id = receipt.documents[0]?.document_uuid ?? '';
    const found = async () => {
      const [mentions, relations] = await Promise.all([api.mentions(id), api.documentRelations(id)]);
      return [new Set(mentions.items.map(({ type }) => type)), relations.items.map(({ type }) => type).sort()];
    };
    expect(await found()).toEqual([new Set(['PERSON', 'ORGANIZATION']), ['EMPLOYED_BY']]);
    await api.createProject({
      project: 'narrow',
      settings: { extraction: { entity_types: ['PERSON', 'ORGANIZATION', 'MONEY'], relation_types: ['PAID', 'PAYMENT_AMOUNT'] } },
    });
    await api.reprocess(id, { from_stage: 'entity' });
    const done = await untilStatus(api, id, ['completed'], 2);
    expect(await found()).toEqual([new Set(['PERSON', 'ORGANIZATION', 'MONEY']), ['PAID', 'PAYMENT_AMOUNT']]);
    expect(done.stages.find(({ stage }) => stage === 'ocr')?.started_at).toBe(
      (await api.document(id)).stages.find(({ stage }) => stage === 'ocr')?.started_at,
    );
  });

  test('a document whose submitter asks for a provider that is not there fails with what to do (P-42)', async () => {
    const { api } = pipeline;
    const receipt = await api.submitFiles('asking', [textFile('b.txt', text)], { options: { entity_provider: 'openai' } });
    await untilDone(api, receipt.batch_uuid);
    const { error } = await api.document(receipt.documents[0]?.document_uuid ?? '');
    expect(error).toMatchObject({ stage: 'entity', code: 'provider_missing', message: expect.stringContaining('OPENAI_API_KEY') });
  });
});

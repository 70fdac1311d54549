import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allDocuments, sampleFiles, textFile, untilDone, untilStatus } from './support/documents.js';
import { postgresDump } from './support/graph.js';
import { usePipeline } from './support/pipeline.js';
import { tracesOf } from './support/traces.js';

const pipeline = usePipeline();

/** Runs of OCR so far, those that were skipped not counted. */
async function ocrRuns(): Promise<number> {
  const ocr = pipeline.services.find(({ name }) => name === 'ocr');
  const text = await (await fetch(`${ocr?.url}/metrics`)).text();
  const lines = text.split('\n').filter((line) => /^tributary_stage_runs_total\{.*outcome="(completed|partial|empty)"/.test(line));
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

describe('doing it again', () => {
  test('reprocessing with the OCR kept runs no OCR, and yields the identical graph (P-56, P-60)', async () => {
    const { api, databaseUrl } = pipeline;
    const receipt = await api.submitFiles('again', await sampleFiles());
    await untilDone(api, receipt.batch_uuid);
    const before = { dump: await postgresDump(databaseUrl, 'again'), runs: await ocrRuns() };
    const [scan] = (await allDocuments(api, 'again')).filter(({ file_name }) => file_name.includes('scanned'));
    const id = scan?.document_uuid ?? '';
    await api.reprocess(id, { from_stage: 'ocr', preserve_ocr: true });
    const done = await untilStatus(api, id, ['completed', 'partial'], 2);
    expect(done.processing_version).toBe(2);
    expect(await ocrRuns()).toBe(before.runs);
    expect(await postgresDump(databaseUrl, 'again')).toBe(before.dump);
  });

  test('a purge leaves no trace of the document anywhere (P-61)', async () => {
    const { api, databaseUrl, redis, dir } = pipeline;
    const canary = 'Zephyrine Quackenbosch';
    const text = `${canary} of Larkspur Holdings, Inc. wrote to Mary Jones on March 3, 2020 and paid her $900.00.`;
    const receipt = await api.submitFiles('erase', [textFile('secret.txt', text)]);
    await untilDone(api, receipt.batch_uuid);
    const traces = () => tracesOf('Quackenbosch', databaseUrl, redis, join(dir, 'objects'));
    expect(await traces()).toEqual(
      expect.arrayContaining([expect.stringMatching(/^postgres neo4j_entity_mentions/), expect.stringMatching(/^file /)]),
    );
    const id = receipt.documents[0]?.document_uuid ?? '';
    await api.erase(id);
    await untilStatus(api, id, ['purged']).catch(() => undefined);
    expect(await traces()).toEqual([]);
  });
});

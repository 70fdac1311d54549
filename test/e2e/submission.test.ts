import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { defaultKeySpace, publicStreamKey, streamKeysOf } from '@tributary/cache-keys';
import { describe, expect, test, vi } from 'vitest';
import { allDocuments, textFile, untilDone, untilStatus } from './support/documents.js';
import { usePipeline } from './support/pipeline.js';

const pipeline = usePipeline();
const stream = publicStreamKey(defaultKeySpace, 'document.submitted');

function setup() {
  const project = `p${randomUUID().slice(0, 8)}`;
  const file = join(pipeline.inbox, `${project}.txt`);
  writeFileSync(file, `On March 3, 2020 John Smith of Acme Widgets, Inc. paid $500.00 to Mary Jones in ${project}.`);
  const data = JSON.stringify({ project, uri: pathToFileURL(file).href, file_name: `${project}.txt` });
  return { project, id: randomUUID(), data };
}

/** What any Redis client sends: the five required fields and no more. */
function publish(id: string, data: string): Promise<string | null> {
  return pipeline.redis.xadd(
    stream,
    '*',
    'ce_specversion',
    '1.0',
    'ce_id',
    id,
    'ce_type',
    'document.submitted',
    'ce_source',
    '/crm',
    'data',
    data,
  );
}

/** Waits until intake has read and acknowledged everything. */
async function untilQuiet(): Promise<void> {
  await vi.waitFor(
    async () => {
      const groups = (await pipeline.redis.xinfo('GROUPS', stream)) as (string | number | null)[][];
      const states = groups.map((group) => [group[group.indexOf('pending') + 1], group[group.indexOf('lag') + 1]]);
      if (states.some(([pending, lag]) => pending !== 0 || lag !== 0)) throw new Error(`busy: ${JSON.stringify(states)}`);
    },
    { timeout: 30_000, interval: 50 },
  );
}

describe('submitting', () => {
  test('a plain XADD with five fields puts a document through', async () => {
    const { project, id, data } = setup();
    await publish(id, data);
    const [document] = await vi.waitFor(async () => {
      const documents = await allDocuments(pipeline.api, project);
      if (documents.length === 0) throw new Error('not yet');
      return documents;
    }, 30_000);
    const done = await untilStatus(pipeline.api, document?.document_uuid ?? '', ['completed']);
    expect(done.stages.map(({ stage, outcome }) => [stage, outcome])).toEqual([
      ['ocr', 'completed'],
      ['text', 'completed'],
      ['entity', 'completed'],
      ['resolution', 'completed'],
      ['graph', 'completed'],
    ]);
  });

  test('the same event twice makes one document', async () => {
    const { project, id, data } = setup();
    await publish(id, data);
    await publish(id, data);
    await untilQuiet();
    expect(await allDocuments(pipeline.api, project)).toHaveLength(1);
  });

  test('the same bytes again are recognised, and nothing runs twice (P-12)', async () => {
    const { project } = setup();
    const first = await pipeline.api.submitFiles(project, [textFile('a.txt', `The same words in ${project}.`)]);
    await untilDone(pipeline.api, first.batch_uuid);
    const second = await pipeline.api.submitFiles(project, [textFile('b.txt', `The same words in ${project}.`)]);
    expect(second.documents.map((document) => document.duplicate_of)).toEqual(first.documents.map((document) => document.document_uuid));
    expect(await allDocuments(pipeline.api, project)).toHaveLength(1);
  });

  test.each([
    ['cut short', '{"project":"acme","uri":'],
    ['without a project', '{"uri":"file:///nowhere/a.txt","file_name":"a.txt"}'],
  ])('an event that is %s goes to quarantine, and its publisher can see why', async (_, data) => {
    const id = randomUUID();
    await publish(id, data);
    await untilQuiet();
    const { items } = await pipeline.api.quarantine({ limit: 100 });
    const held = items.find(({ fields }) => fields.includes(id));
    expect(held).toMatchObject({ stream, fields: expect.arrayContaining([data]), reason: expect.stringMatching(/./) });
    const rejections = await Promise.all(
      streamKeysOf(defaultKeySpace, 'document.event.rejected').map((key) => pipeline.redis.xrange(key, '-', '+')),
    );
    expect(JSON.stringify(rejections)).toContain(id);
  });

  test('a file of a kind nobody reads ends as failed with the reason, and does not stop the others', async () => {
    const { project } = setup();
    const zeroes = new Blob([new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0])]);
    const receipt = await pipeline.api.submitFiles(project, [
      { fileName: 'program', bytes: zeroes },
      textFile('ok.txt', `Fine words by ${project}.`),
    ]);
    await untilDone(pipeline.api, receipt.batch_uuid);
    const documents = await allDocuments(pipeline.api, project);
    const ends = Object.fromEntries(documents.map(({ file_name, status, error }) => [file_name, error?.code ?? status]));
    expect(ends).toMatchObject({ program: 'unsupported_type' });
    expect(['completed', 'empty']).toContain(ends['ok.txt']);
  });
});

import { expect, test, vi } from 'vitest';
import { allDocuments, textFile, untilDone } from './support/documents.js';
import { usePipeline } from './support/pipeline.js';

/** Documents in the run. */
const count = 100;

// Looked for often, so that the test need not wait for the intervals of production.
const pipeline = usePipeline({ env: { RECONCILE_INTERVAL: '2s', RECONCILE_AFTER: '3s' } });

test('losing all of Redis in the middle of a run loses no document and doubles none (P-3, P-62)', async () => {
  const { api, redis } = pipeline;
  const files = Array.from({ length: count }, (_, n) =>
    textFile(
      `note-${n}.txt`,
      `Note ${n}. On March ${(n % 28) + 1}, 2021 Anna Berg of Northgate Mills, Inc. paid $${n + 100}.00 to Harlan Voss in Reno, Nevada.`,
    ),
  );
  const receipt = await api.submitFiles('loss', files);
  await vi.waitFor(
    async () => {
      const { ended } = await api.batch(receipt.batch_uuid);
      if (ended < count / 5) throw new Error(`${ended} have ended`);
    },
    { timeout: 120_000, interval: 50 },
  );
  await redis.flushall();
  const left = count - (await api.batch(receipt.batch_uuid)).ended;
  expect(left).toBeGreaterThan(0);
  const batch = await untilDone(api, receipt.batch_uuid);
  expect(batch.by_status).toEqual({ completed: count });
  const documents = await allDocuments(api, 'loss');
  expect(new Set(documents.map(({ file_name }) => file_name)).size).toBe(count);
  expect(documents).toHaveLength(count);
});

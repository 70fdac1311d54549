import { testRedis } from '@tributary/testing';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { openAdminClient } from '../redis/admin-client.js';
import { ModelRun, step } from './model-run.js';
import { ModelSite } from './model-site.js';

/** Sequences of steps; `MODEL_SEQUENCES=10000` for the full run. */
const sequences = Number(process.env['MODEL_SEQUENCES'] ?? 500);
/** The usual run repeats itself; a full one looks for histories nobody has seen. */
const seed = process.env['MODEL_SEQUENCES'] === undefined ? 20_260_101 : undefined;
const stepsPerSequence = 40;

const redis = await testRedis();
const client = await openAdminClient(redis.url, 'model');
afterAll(() => client.close());
let streams = 0;

test(`does what the model says, whatever the order of ${sequences} random histories`, async () => {
  const report = await fc.check(
    fc.asyncProperty(fc.array(step, { maxLength: stepsPerSequence, size: 'max' }), async (steps) => {
      const run = new ModelRun(new ModelSite(redis.client, client, `{${redis.prefix}model${streams++}}:events:document.text.completed`));
      await run.site.open();
      await run.site.save();
      try {
        for (const one of steps) await run.take(one);
        await run.compare();
        await run.finish();
      } finally {
        await run.site.close();
      }
    }),
    { numRuns: sequences, ...(seed === undefined ? {} : { seed }) },
  );
  expect(report.failed, fc.defaultReportMessage(report)).toBe(false);
}, 600_000);

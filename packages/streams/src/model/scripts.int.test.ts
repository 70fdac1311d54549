import { testRedis } from '@tributary/testing';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { openAdminClient } from '../redis/admin-client.js';
import { type Happening, happenings, ModelRun, type Step, step } from './model-run.js';
import { ModelSite } from './model-site.js';

/** Sequences of steps; `MODEL_SEQUENCES=10000` for the full run. */
const sequences = Number(process.env['MODEL_SEQUENCES'] ?? 500);
/** The usual run repeats itself; a full one looks for histories nobody has seen. A failure prints its seed, for `MODEL_SEED`, and the shortest history that shows it. */
const given = process.env['MODEL_SEED'] ?? (process.env['MODEL_SEQUENCES'] === undefined ? '20260101' : undefined);
const stepsPerSequence = 40;

/** Histories that once showed something: a count that was given back had been forgotten by the server meanwhile. */
const found: readonly [Step[]][] = [
  [
    [
      { kind: 'publish', events: 1, again: false },
      { kind: 'deliver', consumer: 'a', count: 1 },
      { kind: 'save' },
      { kind: 'lapse', pick: 0 },
      { kind: 'claim', consumer: 'a', count: 1, suspects: false },
      { kind: 'rollBack' },
      { kind: 'release', consumer: 'a', pick: 0 },
    ],
  ],
  [
    [
      { kind: 'publish', events: 1, again: false },
      { kind: 'deliver', consumer: 'b', count: 1 },
      { kind: 'release', consumer: 'b', pick: 0 },
      { kind: 'save' },
      { kind: 'claim', consumer: 'b', count: 1, suspects: false },
      { kind: 'rollBack' },
      { kind: 'release', consumer: 'b', pick: 0 },
    ],
  ],
];

const redis = await testRedis();
const client = await openAdminClient(redis.url, 'model');
afterAll(() => client.close());
let streams = 0;
const happened = new Map<Happening, number>(happenings.map((what) => [what, 0]));
const note = (what: Happening) => void happened.set(what, (happened.get(what) ?? 0) + 1);

test(`does what the model says, whatever the order of ${sequences} random histories`, async () => {
  const report = await fc.check(
    fc.asyncProperty(fc.array(step, { maxLength: stepsPerSequence, size: 'max' }), async (steps) => {
      const run = new ModelRun(
        new ModelSite(redis.client, client, `{${redis.prefix}model${streams++}}:events:document.text.completed`),
        note,
      );
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
    { numRuns: sequences, examples: [...found], ...(given === undefined ? {} : { seed: Number(given) }) },
  );
  expect(report.failed, fc.defaultReportMessage(report)).toBe(false);
  // Histories in which something never happened would prove nothing about it.
  const rare = [...happened].filter(([, times]) => times < sequences / 20);
  expect(rare, `${sequences} histories, seed ${report.seed}`).toEqual([]);
}, 1_800_000);

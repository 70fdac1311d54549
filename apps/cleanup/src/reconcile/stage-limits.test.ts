import { stagePolicies } from '@tributary/stage-kit';
import { expect, test } from 'vitest';
import { stageLimits } from './stage-limits.js';

const idle = { lag: 0, pending: 0, retryWaiting: 0, oldestWaitingAgeMs: 0, bulkWaitingMs: 0 };
const patient = (stage: 'ocr' | 'text') => stagePolicies[stage].maxDurationMs + stagePolicies[stage].capMs;

test('a stage without any work left has no event to wait for (P-62)', () => {
  const stats = [
    { group: 'ocr', ...idle },
    { group: 'text', ...idle, pending: 1 },
    { group: 'text', ...idle },
  ];
  expect(stageLimits({ stats, redisLost: false, quietMs: 7 })).toMatchObject({ ocr: 7, text: patient('text') });
});

test('a stage whose lag nobody knows, or that nobody consumes, gets its full time', () => {
  const stats = [{ group: 'ocr', ...idle, lag: undefined }];
  expect(stageLimits({ stats, redisLost: false, quietMs: 7 })).toMatchObject({ ocr: patient('ocr'), text: patient('text') });
});

test('a document in a long queue is not lost: it gets the time of what has queued longest', () => {
  const stats = [{ group: 'ocr', ...idle, lag: 9, oldestWaitingAgeMs: 3_600_000 }];
  expect(stageLimits({ stats, redisLost: false, quietMs: 7 }).ocr).toBe(3_600_000 + patient('ocr'));
});

test('what waits in the bulk lane is no lost event, though the stream is empty (P-73)', () => {
  const stats = [{ group: 'ocr', ...idle, bulkWaitingMs: 60_000 }];
  expect(stageLimits({ stats, redisLost: false, quietMs: 7 }).ocr).toBe(60_000 + patient('ocr'));
});

test('when Redis lost what it knew, every document in flight is looked after at once (P-3)', () => {
  const stats = [{ group: 'ocr', ...idle, pending: 5 }];
  expect(Object.values(stageLimits({ stats, redisLost: true, quietMs: 7 }))).toEqual([7, 7, 7, 7, 7]);
});

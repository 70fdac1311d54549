import type { StageRecord } from '@tributary/stage-kit';

/** A record that grants everything and keeps nothing: what is left of the hand-over without durability. */
export const passingRecord: StageRecord = {
  begin: () => Promise.resolve({ kind: 'granted', fence: 1, projectId: 'bench' }),
  commit: () => Promise.resolve('committed'),
  noteRetry: () => Promise.resolve(),
  fail: () => Promise.resolve('superseded'),
  loadOutput: () => Promise.resolve(undefined),
  markSent: () => {},
};

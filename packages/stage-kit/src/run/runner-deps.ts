import type { KeySpace } from '@tributary/cache-keys';
import type { DocumentCache } from '../ports/document-cache.js';
import type { Logger, StageMetrics } from '../ports/logger.js';
import type { StageRecord } from '../ports/stage-record.js';
import type { StreamTransport } from '../ports/transport.js';

/** Everything a runner needs from outside; time and chance included, so that tests decide them. */
export interface RunnerDeps {
  readonly record: StageRecord;
  readonly cache: DocumentCache;
  /** For events that leave the document's partition, such as submissions of attachments. */
  readonly publish: StreamTransport['publish'];
  readonly space: KeySpace;
  readonly log: Logger;
  readonly metrics: StageMetrics;
  readonly now: () => Date;
  /** In [0, 1). */
  readonly random: () => number;
  /** Called at named moments of a run; fault tests kill the process there. */
  readonly reached?: (moment: RunMoment) => Promise<void> | void;
}

/** The moments between which a crash must do no harm. */
export const runMoments = [
  'after-read',
  'after-fence',
  'mid-work',
  'before-commit',
  'after-commit',
  'before-complete',
  'after-complete',
  'before-outbox-mark',
] as const;
export type RunMoment = (typeof runMoments)[number];

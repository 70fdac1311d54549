import type { KeySpace } from '@tributary/cache-keys';
import type { Logger, Quarantine } from '@tributary/stage-kit';
import type { Broker } from '../broker.js';
import type { EntryLimits } from '../entry/rejection.js';
import type { StreamMetrics } from '../metrics.js';
import type { ProcessPressure } from '../pressure/process-pressure.js';

/** What every subscription of a transport shares. */
export interface RunnerDeps {
  readonly broker: Broker;
  readonly quarantine: Quarantine;
  readonly log: Logger;
  readonly metrics: StreamMetrics;
  readonly limits: EntryLimits;
  /** In [0, 1): jitter of timers and of retries after errors nobody classified. */
  readonly random: () => number;
  /** Monotonic milliseconds. Wall clocks jump; leases must not. */
  readonly now: () => number;
  /** How long a read waits for the first entry, in milliseconds. */
  readonly blockMs: number;
  readonly space: KeySpace;
  readonly process: Pick<ProcessPressure, 'loopDelayMs' | 'heapShare'>;
}

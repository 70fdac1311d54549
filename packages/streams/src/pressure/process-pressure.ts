import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';

/** How hard this process has it. */
export interface ProcessPressure {
  /** 99th percentile of the event loop's delay lately, in milliseconds: a loop that is late renews no leases. */
  loopDelayMs(): number;
  /** Used share of what the heap may become. */
  heapShare(): number;
  close(): void;
}

/** Delays are collected for so long before they are judged, in milliseconds; several subscriptions share one judgement. */
const windowMs = 900;
/** Of the timer whose lateness is the delay, in milliseconds. */
const resolutionMs = 20;

export function observeProcess(): ProcessPressure {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs });
  histogram.enable();
  let delayMs = 0;
  let since = performance.now();
  return {
    loopDelayMs() {
      if (performance.now() - since >= windowMs && histogram.count > 0) {
        // The histogram counts from one tick of its timer to the next.
        delayMs = Math.max(0, histogram.percentile(99) / 1e6 - resolutionMs);
        histogram.reset();
        since = performance.now();
      }
      return delayMs;
    },
    heapShare() {
      const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
      return used / limit;
    },
    close: () => void histogram.disable(),
  };
}

/** For the transport in memory: a process that has no worries. */
export const noPressure: ProcessPressure = { loopDelayMs: () => 0, heapShare: () => 0, close() {} };

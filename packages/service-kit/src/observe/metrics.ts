import type { StageMetrics } from '@tributary/stage-kit';
import type { StreamMetrics } from '@tributary/streams';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Seconds; from a cached skip to a scanned book. */
const durationBuckets = [0.005, 0.02, 0.1, 0.5, 2, 10, 60, 300, 1800];

/** The service's metrics in Prometheus' terms. Labels are bounded: stage, outcome, code. */
export interface ServiceMetrics {
  readonly registry: Registry;
  readonly stage: StageMetrics;
  readonly streams: StreamMetrics;
  /** A gauge whose values are asked for when somebody scrapes. */
  gauge(
    name: string,
    help: string,
    labels: readonly string[],
    collect: () => Promise<readonly GaugeSample[]> | readonly GaugeSample[],
  ): void;
}

export interface GaugeSample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export function createMetrics(service: string): ServiceMetrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry, prefix: 'tributary_' });
  return {
    registry,
    stage: stageMetrics(registry),
    streams: streamMetrics(registry),
    gauge(name, help, labelNames, collect) {
      new Gauge({
        name,
        help,
        labelNames: [...labelNames],
        registers: [registry],
        async collect() {
          this.reset();
          for (const { labels, value } of await collect()) this.set(labels, value);
        },
      });
    },
  };
}

function stageMetrics(registry: Registry): StageMetrics {
  const runs = new Counter({
    name: 'tributary_stage_runs_total',
    help: 'Runs of a stage by how they ended',
    labelNames: ['stage', 'outcome'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'tributary_stage_duration_seconds',
    help: 'Time a run took, inputs and commit included',
    labelNames: ['stage', 'outcome'],
    buckets: durationBuckets,
    registers: [registry],
  });
  const lookups = new Counter({
    name: 'tributary_cache_lookups_total',
    help: 'Look-ups of stage inputs, by result',
    labelNames: ['stage', 'result'],
    registers: [registry],
  });
  const memos = new Counter({
    name: 'tributary_memo_lookups_total',
    help: 'Look-ups of remembered work inside a stage, by result',
    labelNames: ['stage', 'result'],
    registers: [registry],
  });
  return {
    ended(name, outcome, durationMs) {
      runs.inc({ stage: name, outcome });
      if (durationMs > 0) seconds.observe({ stage: name, outcome }, durationMs / 1000);
    },
    lookup: (name, hit) => lookups.inc({ stage: name, result: hit ? 'hit' : 'miss' }),
    memo(name, hits, misses) {
      memos.inc({ stage: name, result: 'hit' }, hits);
      memos.inc({ stage: name, result: 'miss' }, misses);
    },
  };
}

function streamMetrics(registry: Registry): StreamMetrics {
  const events = new Counter({
    name: 'tributary_stream_events_total',
    help: 'What happened to deliveries, leases and connections, by kind; the group is the client for connections',
    labelNames: ['kind', 'group'],
    registers: [registry],
  });
  return { count: (kind, group, by = 1) => events.inc({ kind, group }, by) };
}

import { Inject, Injectable } from '@nestjs/common';
import { DocumentSubmitted, type PipelineStage, type PipelineView, type StageName } from '@tributary/contracts';
import { attention, type Database, type StageActivity, stageActivity } from '@tributary/database';
import type { Logger } from '@tributary/stage-kit';
import type { StreamStats } from '@tributary/streams';
import { DATABASE, LOG, STREAM_STATS } from '../tokens.js';

export type ReadStreamStats = () => Promise<readonly StreamStats[]>;

/** What every stage is doing: queues from the streams, rates and durations from the record. */
@Injectable()
export class PipelineReport {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(STREAM_STATS) private readonly streamStats: ReadStreamStats,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  async read(): Promise<PipelineView> {
    const [streams, activity, counts] = await Promise.all([this.streams(), stageActivity(this.db), attention(this.db)]);
    const intake = idle('intake', statsOf(streams, 'gateway', DocumentSubmitted.type));
    const cleanup = idle('cleanup', statsOf(streams, 'cleanup'));
    return { stages: [intake, ...activity.map((stage) => stageView(stage, statsOf(streams, stage.stage))), cleanup], ...counts };
  }

  /** With Redis down the record still has something to say. */
  private async streams(): Promise<readonly StreamStats[] | undefined> {
    try {
      return await this.streamStats();
    } catch (error) {
      this.log.warn('no statistics of streams', { error });
      return undefined;
    }
  }
}

type Queue = Pick<PipelineStage, 'lag' | 'pending' | 'retrying' | 'workers'>;

/** All partitions of a group together. */
function statsOf(streams: readonly StreamStats[] | undefined, group: string, type = ''): Queue {
  const own = (streams ?? []).filter((stats) => stats.group === group && stats.stream.endsWith(type));
  const sum = (of: (stats: StreamStats) => number) => own.reduce((total, stats) => total + of(stats), 0);
  const unknown = streams === undefined || own.some((stats) => stats.lag === undefined);
  return {
    lag: unknown ? null : sum((stats) => (stats.lag ?? 0) + stats.bulkWaiting),
    pending: sum((stats) => stats.pending),
    retrying: sum((stats) => stats.retryWaiting),
    workers: Math.max(0, ...own.map((stats) => stats.consumers)),
  };
}

function stageView({ stage, ...activity }: StageActivity, queue: Queue): PipelineStage {
  return { stage, ...queue, ...activity };
}

function idle(stage: StageName | 'intake', queue: Queue): PipelineStage {
  return { stage, ...queue, oldest_ms: null, in_per_minute: 0, out_per_minute: 0, p50_ms: null, p95_ms: null };
}

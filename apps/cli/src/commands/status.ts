import type { Command } from '../command.js';
import { duration, table } from '../terminal/table.js';

export const status: Command = {
  name: 'status',
  usage: '',
  summary: 'what every stage is doing, and what needs attention',
  positionals: { min: 0, max: 0 },
  async run(_args, { api, out }) {
    const pipeline = await api.pipeline();
    out.result(pipeline, ({ stages, dead_letters, quarantined, outbox_unsent }) => {
      const head = ['stage', 'waiting', 'running', 'retrying', 'oldest', 'in/min', 'out/min', 'p50', 'p95', 'workers'];
      const rows = stages.map((stage) => [
        stage.stage,
        stage.lag,
        stage.pending,
        stage.retrying,
        duration(stage.oldest_ms),
        stage.in_per_minute,
        stage.out_per_minute,
        duration(stage.p50_ms),
        duration(stage.p95_ms),
        stage.workers,
      ]);
      return `${table(head, rows)}\n\n${dead_letters} dead letters, ${quarantined} in quarantine, ${outbox_unsent} events not yet sent`;
    });
    return 'ok';
  },
};

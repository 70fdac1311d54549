import { exportFormats } from '@tributary/client';
import { type Command, UsageError } from '../command.js';

export const exportGraph: Command = {
  name: 'export',
  usage: '[--format F]',
  summary: 'the graph of the project, on stdout',
  positionals: { min: 0, max: 0 },
  options: { format: { type: 'string', says: `${exportFormats.join(', ')} (jsonl)` } },
  async run(args, { api, config, out, signal }) {
    const given = args.text('format') ?? 'jsonl';
    const format = exportFormats.find((known) => known === given);
    if (format === undefined) throw new UsageError(`${given} is no format; there are ${exportFormats.join(', ')}`);
    for await (const line of api.exportGraph(config.project, format, signal)) out.line(line);
    return 'ok';
  },
};

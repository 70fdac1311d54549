import type { ErasureReceipt } from '@tributary/contracts';
import { type Command, UsageError } from '../command.js';

export const erase: Command = {
  name: 'erase',
  usage: 'DOC --yes',
  summary: 'erase a document everywhere: record, caches, graph, bytes',
  positionals: { min: 1, max: 1 },
  options: { yes: { type: 'boolean', says: 'yes, this cannot be undone' } },
  async run(args, { api, out }) {
    if (!args.has('yes')) throw new UsageError('erasing cannot be undone; say --yes');
    const [id = ''] = args.positionals;
    out.result(await api.erase(id), showReceipt);
    return 'ok';
  },
};

function showReceipt({ document_uuid, status, deleted }: ErasureReceipt): string {
  if (deleted === null) return `${document_uuid} is ${status}`;
  const counts = Object.entries(deleted).flatMap(([store, kinds]) =>
    Object.entries(kinds).map(([kind, count]) => `  ${store} ${kind}: ${count}`),
  );
  return [`${document_uuid} is ${status}`, ...counts].join('\n');
}

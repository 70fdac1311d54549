import type { BatchView } from '@tributary/contracts';
import type { CommandContext, Verdict } from './command.js';
import { printable } from './terminal/table.js';

/** Follows a batch to its end and says what became of it; failed documents are named with their reason. */
export async function waitForBatch(batchUuid: string, context: CommandContext): Promise<Verdict> {
  const { api, out, signal } = context;
  for await (const live of api.watchBatch(batchUuid, { signal })) {
    if (live.kind === 'status') continue;
    out.progress.show(live.batch.progress, `${live.batch.ended} of ${live.batch.total} documents`);
    if (live.kind === 'end') return finish(live.batch, context);
  }
  return 'failed';
}

async function finish(batch: BatchView, { api, out }: CommandContext): Promise<Verdict> {
  out.result(batch, (view) => {
    const counts = Object.entries(view.by_status).map(([status, count]) => `${count} ${status}`);
    return `${view.total} documents: ${counts.join(', ')}`;
  });
  const failed = batch.by_status['failed'] ?? 0;
  if (failed === 0) return 'ok';
  const { items } = await api.documents({ batch: batch.batch_uuid, status: 'failed' });
  for (const { file_name, error } of items)
    out.message(`${printable(file_name)}: ${error?.stage ?? ''} ${error?.code ?? ''}: ${printable(error?.message ?? '')}`);
  return failed === batch.total ? 'failed' : 'partial';
}

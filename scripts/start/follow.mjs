// Follows submitted documents until each rests.
import { setTimeout as delay } from 'node:timers/promises';

export const stages = ['ocr', 'text', 'entity', 'resolution', 'graph'];
const restingStages = new Set(['completed', 'skipped_cached', 'empty', 'partial', 'failed']);
const restingDocuments = new Set(['completed', 'empty', 'partial', 'failed', 'purged']);

/** Milliseconds between two looks. */
const interval = 500;

/**
 * Looks at the batch, and at documents that were known before, until all rest.
 * @param onProgress gets { total, ended, stages: [{ stage, ended, failed }] } whenever it changed
 */
export async function follow(api, { batchUuid, known }, signal, onProgress) {
  const waiting = new Set(known);
  let shown = '';
  for (;;) {
    signal.throwIfAborted();
    const batch = await api.batch(batchUuid);
    for (const uuid of waiting) if (restingDocuments.has((await api.document(uuid)).status)) waiting.delete(uuid);
    const progress = progressOf(batch);
    if (batch.total > 0 && JSON.stringify(progress) !== shown) onProgress(progress);
    shown = JSON.stringify(progress);
    if (waiting.size === 0 && (batch.done || batch.total === 0)) return;
    await delay(interval, undefined, { signal });
  }
}

function progressOf({ total, ended, stages: views }) {
  const count = (view, wanted) =>
    Object.entries(view?.by_status ?? {}).reduce((sum, [status, number]) => sum + (wanted(status) ? number : 0), 0);
  return {
    total,
    ended,
    stages: stages.map((stage) => {
      const view = views.find((candidate) => candidate.stage === stage);
      return { stage, ended: count(view, (status) => restingStages.has(status)), failed: count(view, (status) => status === 'failed') };
    }),
  };
}

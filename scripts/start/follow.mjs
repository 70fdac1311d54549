// Follows submitted documents until each rests.
import { setTimeout as delay } from 'node:timers/promises';

export const stages = ['ocr', 'text', 'entity', 'resolution', 'graph'];
const restingStages = new Set(['completed', 'skipped_cached', 'empty', 'partial', 'failed']);
const restingDocuments = new Set(['completed', 'empty', 'partial', 'failed', 'purged']);

/** Milliseconds between two looks. */
const interval = 500;

/** Looks at all documents of `receipts` until they rest; `onProgress` gets { total, ended, stages: [{ stage, ended, failed }] } when it changed. */
export async function follow(api, receipts, signal, onProgress) {
  const known = receipts
    .flatMap((receipt) => receipt.documents)
    .map((document) => document.duplicate_of)
    .filter((uuid) => uuid !== null);
  const waiting = new Set(known);
  let shown = '';
  for (;;) {
    signal.throwIfAborted();
    const batches = await Promise.all(receipts.map(({ batch_uuid }) => api.get(`/v1/batches/${batch_uuid}`)));
    for (const uuid of waiting) if (restingDocuments.has((await api.get(`/v1/documents/${uuid}`)).status)) waiting.delete(uuid);
    const progress = sum(batches);
    if (JSON.stringify(progress) !== shown) onProgress(progress);
    shown = JSON.stringify(progress);
    if (waiting.size === 0 && batches.every((batch) => batch.done || batch.total === 0)) return;
    await delay(interval, undefined, { signal });
  }
}

function sum(batches) {
  const count = (views, wanted) =>
    views.flatMap((view) => Object.entries(view.by_status)).reduce((total, [status, number]) => total + (wanted(status) ? number : 0), 0);
  return {
    total: batches.reduce((total, batch) => total + batch.total, 0),
    ended: batches.reduce((total, batch) => total + batch.ended, 0),
    stages: stages.map((stage) => {
      const views = batches.flatMap((batch) => batch.stages.filter((view) => view.stage === stage));
      return { stage, ended: count(views, (status) => restingStages.has(status)), failed: count(views, (status) => status === 'failed') };
    }),
  };
}

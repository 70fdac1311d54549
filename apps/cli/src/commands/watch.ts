import { ApiError, type LiveEvent } from '@tributary/client';
import type { DocumentStatusChanged } from '@tributary/contracts';
import { type DocumentStatus, hasEnded } from '@tributary/state';
import type { Command, CommandContext, Verdict } from '../command.js';
import { waitForBatch } from '../wait-for-batch.js';

export const watch: Command = {
  name: 'watch',
  usage: '[DOC|BATCH]',
  summary: 'follow a document, a batch, or all of the project',
  positionals: { min: 0, max: 1 },
  async run({ positionals: [id] }, context) {
    if (id === undefined) return watchAll(context);
    return (await isBatch(id, context)) ? waitForBatch(id, context) : watchDocument(id, context);
  },
};

async function watchAll({ api, config, out, signal }: CommandContext): Promise<Verdict> {
  for await (const live of api.watchEvents(config.project, { signal })) {
    if (live.kind === 'status') out.result(live.change, showChange);
  }
  return 'ok';
}

/** Watching begins before the document is looked at, so that a change in between is not missed. */
async function watchDocument(id: string, context: CommandContext): Promise<Verdict> {
  const { project } = await context.api.document(id);
  const over = new AbortController();
  const events = context.api.watchEvents(project, { signal: AbortSignal.any([context.signal, over.signal]) });
  const first = events.next();
  try {
    return await followDocument(id, prepend(first, events), context);
  } finally {
    over.abort();
    // The request ends with the signal; how it ends is of no interest any more.
    await first.catch(() => undefined);
  }
}

async function followDocument(id: string, events: AsyncIterable<LiveEvent>, { api, out }: CommandContext): Promise<Verdict> {
  let document = await api.document(id);
  if (!hasEnded(document.status as DocumentStatus)) {
    for await (const live of events) {
      if (live.kind !== 'status' || live.change.document_uuid !== id) continue;
      out.result(live.change, showChange);
      document = await api.document(id);
      if (hasEnded(document.status as DocumentStatus)) break;
    }
  }
  out.result(document, ({ status, error }) => (error === null ? status : `${status}: ${error.code}: ${error.message}`));
  return document.status === 'failed' ? 'failed' : 'ok';
}

async function* prepend<T>(first: Promise<IteratorResult<T>>, rest: AsyncIterable<T>): AsyncGenerator<T> {
  const { value, done } = await first;
  if (done === true) return;
  yield value;
  yield* rest;
}

function showChange({ document_uuid, stage, status, progress }: DocumentStatusChanged): string {
  return `${document_uuid}  ${stage}  ${status}${progress === undefined ? '' : `  ${Math.round(progress * 100)} %`}`;
}

async function isBatch(id: string, { api }: CommandContext): Promise<boolean> {
  try {
    await api.batch(id);
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.problem.status === 404) return false;
    throw error;
  }
}

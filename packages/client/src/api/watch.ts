import { setTimeout as wait } from 'node:timers/promises';
import type { BatchView, DocumentStatusChanged } from '@tributary/contracts';
import { ApiError, type Http, type Query } from './http.js';
import { readServerSentEvents, type ServerSentEvent } from './server-sent-events.js';

/** What a watcher sees, in order. `id` resumes the watch after that event. */
export type LiveEvent =
  | { readonly kind: 'status'; readonly id: string; readonly change: DocumentStatusChanged }
  | { readonly kind: 'batch'; readonly batch: BatchView }
  /** All documents of the batch rest; the watch is over. */
  | { readonly kind: 'end'; readonly batch: BatchView };

export interface WatchOptions {
  readonly signal?: AbortSignal;
  /** Go on after this event. */
  readonly lastEventId?: string;
}

/** The gateway sends something at least every 15 s; a connection that is silent for longer is dead. */
const silenceMs = 45_000;
const pauseMs = 1_000;

/** Follows a stream of the gateway; a connection that breaks is opened again where it broke, for as long as the caller wants. */
export async function* watch(http: Http, path: string, query: Query, options: WatchOptions): AsyncGenerator<LiveEvent> {
  let lastEventId = options.lastEventId;
  for (;;) {
    try {
      for await (const event of openStream(http, path, query, lastEventId, options.signal)) {
        lastEventId = event.id ?? lastEventId;
        const live = liveEventOf(event);
        if (live !== undefined) yield live;
        if (live?.kind === 'end') return;
      }
    } catch (error) {
      options.signal?.throwIfAborted();
      if (error instanceof ApiError) throw error;
    }
    await wait(pauseMs, undefined, options.signal === undefined ? {} : { signal: options.signal });
  }
}

async function* openStream(
  http: Http,
  path: string,
  query: Query,
  lastEventId: string | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<ServerSentEvent> {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), silenceMs);
  const headers: Record<string, string> = { accept: 'text/event-stream' };
  if (lastEventId !== undefined) headers['last-event-id'] = lastEventId;
  try {
    const both = signal === undefined ? silence.signal : AbortSignal.any([signal, silence.signal]);
    const { body } = await http.open({ method: 'GET', path, query, headers, signal: both });
    if (body !== null) yield* readServerSentEvents(refreshing(body, () => timer.refresh()));
  } finally {
    clearTimeout(timer);
  }
}

async function* refreshing(body: AsyncIterable<Uint8Array>, refresh: () => void): AsyncGenerator<Uint8Array> {
  for await (const part of body) {
    refresh();
    yield part;
  }
}

/** Events of a newer gateway that we do not know are passed over. */
function liveEventOf({ event, data, id }: ServerSentEvent): LiveEvent | undefined {
  switch (event) {
    case 'status':
      return { kind: 'status', id: id ?? '', change: JSON.parse(data) as DocumentStatusChanged };
    case 'batch':
      return { kind: 'batch', batch: JSON.parse(data) as BatchView };
    case 'end':
      return { kind: 'end', batch: JSON.parse(data) as BatchView };
    default:
      return undefined;
  }
}

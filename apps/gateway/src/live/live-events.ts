import type { BatchView, DocumentStatusChanged } from '@tributary/contracts';
import { batchOfDocument, type Database, findBatch } from '@tributary/database';
import type { Logger } from '@tributary/stage-kit';
import type { HttpResponse } from '../http/http-types.js';
import { Problem } from '../problems/problem.js';
import { EventStream } from './event-stream.js';
import { decodePositions, encodePositions, isAfter } from './positions.js';
import type { StatusEntry, StatusFeed } from './status-feed.js';

export interface LiveEventsDeps {
  readonly feed: StatusFeed;
  readonly db: Database;
  readonly log: Logger;
  readonly maxClients: number;
}

type Wanted = (change: DocumentStatusChanged) => boolean | Promise<boolean>;

/** A batch is looked at once per so many milliseconds at most, and at least: changes may come in a rush, or not at all when Redis lost them. */
const batchAtMostEveryMs = 300;
const batchAtLeastEveryMs = 5_000;
/** Documents of which a watcher remembers whether they are in its batch. */
const mostRemembered = 10_000;

/** Live progress for people who watch: resumable streams of Server-Sent Events. */
export class LiveEvents {
  readonly #open = new Set<EventStream>();

  constructor(private readonly deps: LiveEventsDeps) {}

  /** Status changes of the projects named, without end. */
  async watchProjects(projects: readonly string[] | 'all', lastEventId: string | undefined, response: HttpResponse): Promise<void> {
    const stream = this.#openStream(response);
    await this.#follow(stream, lastEventId, ({ project }) => projects === 'all' || projects.includes(project));
  }

  /** Status changes of a batch's documents, the batch itself whenever it moved, and the end. */
  async watchBatch(batch: BatchView, lastEventId: string | undefined, response: HttpResponse): Promise<void> {
    const stream = this.#openStream(response);
    const follower = this.#followBatch(stream, batch.batch_uuid);
    const members = new Map<string, Promise<boolean>>();
    await this.#follow(stream, lastEventId, async ({ document_uuid: uuid }) => {
      if (members.size >= mostRemembered) members.clear();
      const isMember = members.get(uuid) ?? batchOfDocument(this.deps.db, uuid).then((found) => found === batch.batch_uuid);
      members.set(uuid, isMember);
      if (await isMember) follower.moved();
      return isMember;
    });
  }

  /** Ends every stream; watchers come back to another gateway. */
  close(): void {
    for (const stream of this.#open) stream.end();
  }

  #openStream(response: HttpResponse): EventStream {
    if (this.#open.size >= this.deps.maxClients) {
      throw new Problem(503, 'too_many_watchers', 'too many watch already; try again soon', undefined, { 'retry-after': '10' });
    }
    const stream = new EventStream(response);
    this.#open.add(stream);
    stream.closed.addEventListener('abort', () => this.#open.delete(stream), { once: true });
    return stream;
  }

  /** What was missed first, then what comes: the listener is there before the past is read, so that nothing falls in between. */
  async #follow(stream: EventStream, lastEventId: string | undefined, wanted: Wanted): Promise<void> {
    const { feed } = this.deps;
    const waiting: StatusEntry[] = [];
    let deliver = (entry: StatusEntry): void => void waiting.push(entry);
    stream.closed.addEventListener(
      'abort',
      feed.listen((entry) => deliver(entry)),
      { once: true },
    );

    const resumed = decodePositions(lastEventId, feed.partitions);
    const positions = [...(resumed ?? feed.positions)];
    let sending = Promise.resolve();
    const send = (entry: StatusEntry): void => {
      sending = sending.then(() => this.#send(stream, entry, positions, wanted)).catch((error: unknown) => this.#fail(stream, error));
    };
    if (resumed !== undefined) for await (const entry of feed.since(resumed)) send(entry);
    for (const entry of waiting.splice(0)) send(entry);
    deliver = send;
  }

  async #send(stream: EventStream, { partition, entryId, change }: StatusEntry, positions: string[], wanted: Wanted): Promise<void> {
    if (stream.closed.aborted || !isAfter(entryId, positions[partition] ?? '0-0')) return;
    positions[partition] = entryId;
    if (await wanted(change)) stream.send('status', change, encodePositions(positions));
  }

  #followBatch(stream: EventStream, batchUuid: string): { moved(): void } {
    let timer: NodeJS.Timeout | undefined;
    let due = 0;
    const lookIn = (delayMs: number): void => {
      const at = Date.now() + delayMs;
      if (stream.closed.aborted || (timer !== undefined && due <= at)) return;
      clearTimeout(timer);
      due = at;
      timer = setTimeout(() => void look().catch((error: unknown) => this.#fail(stream, error)), delayMs);
    };
    const look = async (): Promise<void> => {
      timer = undefined;
      const batch = await findBatch(this.deps.db, batchUuid);
      if (batch === undefined || stream.closed.aborted) return;
      stream.send('batch', batch);
      if (!batch.done) return lookIn(batchAtLeastEveryMs);
      stream.send('end', batch);
      stream.end();
    };
    stream.closed.addEventListener('abort', () => clearTimeout(timer), { once: true });
    lookIn(0);
    return { moved: () => lookIn(batchAtMostEveryMs) };
  }

  /** A watcher whose stream breaks comes back where it was. */
  #fail(stream: EventStream, error: unknown): void {
    this.deps.log.warn('a live stream was cut', { error });
    stream.end();
  }
}

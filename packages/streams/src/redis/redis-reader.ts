import { Cluster, type Redis } from 'ioredis';
import { type Membership, NoGroupError, type RawEntry, type Reader } from '../broker.js';
import type { BoundedClient, RedisConnection } from './bounded-client.js';
import { nodeOf } from './connect.js';

type Items = readonly (readonly [id: string, fields: readonly string[] | null])[];
type ReadReply = readonly (readonly [stream: string, items: Items])[] | null;

/** Round trips within which a read that was sent has begun to wait, or has ended. */
const interruptTries = 20;

/** Reads new entries of streams in one slot over a connection of its own. */
export class RedisReader implements Reader {
  /** A read that waits, from the moment it was asked for to its answer. */
  #waits = false;
  /** One of the streams it reads: on a cluster it says which node has the connection. */
  #stream = '';
  /** Told to end before it was sent. */
  #interrupted = false;
  /** The server's id of the connection, to end a blocked read from another one. */
  #connectionId: number | undefined;

  constructor(
    private readonly member: Membership,
    private readonly client: BoundedClient,
    private readonly control: BoundedClient,
  ) {
    client.onReady(() => {
      this.#connectionId = undefined;
    });
  }

  async read(streams: readonly string[], count: number, blockMs: number): Promise<readonly RawEntry[]> {
    this.#waits = blockMs > 0;
    this.#interrupted = false;
    this.#stream = streams[0] ?? '';
    try {
      await this.client.untilReady(blockMs + 1_000);
      if (this.#waits) await this.client.run((client) => this.#identify(client));
      return entriesOf(await this.#send(streams, count, this.#interrupted ? 0 : blockMs));
    } catch (error) {
      return asNoGroup(error);
    } finally {
      this.#waits = false;
    }
  }

  /** BLOCK 0 would wait for ever. */
  #send(streams: readonly string[], count: number, blockMs: number): Promise<ReadReply> {
    const { group, consumer } = this.member;
    const from = ['STREAMS', ...streams, ...streams.map(() => '>')] as const;
    return this.client.run((client) => {
      if (blockMs === 0) return client.xreadgroup('GROUP', group, consumer, 'COUNT', count, ...from) as Promise<ReadReply>;
      return client.xreadgroup('GROUP', group, consumer, 'COUNT', count, 'BLOCK', blockMs, ...from) as Promise<ReadReply>;
    });
  }

  /**
   * Asks Redis to end the blocked read with what it has: closing the socket instead would lose entries handed out in that moment. The command may overtake the
   * read, which came over another connection: it is repeated until one of them ends.
   */
  async interrupt(): Promise<void> {
    this.#interrupted = true;
    for (let tries = 0; this.#waits && this.#connectionId !== undefined && tries < interruptTries; tries++) {
      const id = this.#connectionId;
      if ((await this.control.run((client) => this.#node(client).client('UNBLOCK', id))) === 1) return;
    }
  }

  async close(): Promise<void> {
    this.client.close();
  }

  /** A cluster connects to its nodes as it needs them, and slots move: there the id is asked for before every wait. */
  async #identify(client: RedisConnection): Promise<void> {
    if (this.#connectionId !== undefined && !(client instanceof Cluster)) return;
    this.#connectionId = undefined;
    this.#connectionId = Number(await this.#node(client).client('ID'));
  }

  #node(client: RedisConnection): Redis {
    const node = nodeOf(client, this.#stream);
    if (node === undefined) throw new Error('the cluster does not say yet which node serves the stream');
    return node;
  }
}

function entriesOf(reply: ReadReply): RawEntry[] {
  const entries: RawEntry[] = [];
  for (const [stream, items] of reply ?? []) {
    for (const [entryId, fields] of items) entries.push({ stream, entryId, fields: fields ?? [], deliveries: 1 });
  }
  return entries;
}

/** A stream that vanishes under a blocked read ends it with UNBLOCKED; the next read would say NOGROUP. */
export function asNoGroup(error: unknown): never {
  if (error instanceof Error && /^(ERR )?(NOGROUP|UNBLOCKED)/.test(error.message)) throw new NoGroupError(error.message, { cause: error });
  throw error;
}

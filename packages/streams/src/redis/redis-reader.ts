import { type Membership, NoGroupError, type RawEntry, type Reader } from '../broker.js';
import type { BoundedClient } from './bounded-client.js';

type Items = readonly (readonly [id: string, fields: readonly string[] | null])[];
type ReadReply = readonly (readonly [stream: string, items: Items])[] | null;

/** Reads new entries over a connection of its own. */
export class RedisReader implements Reader {
  #blocked = false;
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
    await this.client.untilReady(blockMs + 1_000);
    const { group, consumer } = this.member;
    this.#connectionId ??= Number(await this.client.run((client) => client.client('ID')));
    const latest = streams.map(() => '>');
    this.#blocked = true;
    try {
      const reply = await this.client.run((client) => {
        const from = ['STREAMS', ...streams, ...latest] as const;
        // BLOCK 0 would wait for ever.
        if (blockMs === 0) return client.xreadgroup('GROUP', group, consumer, 'COUNT', count, ...from) as Promise<ReadReply>;
        return client.xreadgroup('GROUP', group, consumer, 'COUNT', count, 'BLOCK', blockMs, ...from) as Promise<ReadReply>;
      });
      return entriesOf(reply);
    } catch (error) {
      // A stream that vanishes under a blocked read ends it with UNBLOCKED; the next read would say NOGROUP.
      if (error instanceof Error && /^(NOGROUP|UNBLOCKED)/.test(error.message)) throw new NoGroupError(error.message, { cause: error });
      throw error;
    } finally {
      this.#blocked = false;
    }
  }

  /** Asks Redis to end the blocked read with what it has: closing the socket instead would lose entries handed out in that moment. */
  async interrupt(): Promise<void> {
    const id = this.#connectionId;
    if (this.#blocked && id !== undefined) await this.control.run((client) => client.client('UNBLOCK', id));
  }

  async close(): Promise<void> {
    this.client.close();
  }
}

function entriesOf(reply: ReadReply): RawEntry[] {
  const entries: RawEntry[] = [];
  for (const [stream, items] of reply ?? []) {
    for (const [entryId, fields] of items) entries.push({ stream, entryId, fields: fields ?? [], deliveries: 1 });
  }
  return entries;
}

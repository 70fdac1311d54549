import { bulkLaneKeys, groupRegistryKey, type KeySpace, streamCompanions } from '@tributary/cache-keys';
import type { Logger } from '@tributary/stage-kit';
import type {
  Admission,
  Backlog,
  Broker,
  BrokerSettleResult,
  ClaimResult,
  EntryRef,
  Membership,
  MoveResult,
  RawEntry,
  Reader,
  Room,
  SettleRequest,
  SuspectPolicy,
} from '../broker.js';
import type { StreamMetrics } from '../metrics.js';
import type { BoundedClient } from './bounded-client.js';
import type { EffectSplitter } from './effect-splitter.js';
import { asNoGroup, RedisReader } from './redis-reader.js';
import { admitScript, backlogScript } from './scripts/bulk-lane.js';
import { beatScript, claimScript, leaveScript, recoverScript, releaseScript } from './scripts/lease.js';
import { moveDueScript } from './scripts/move-due.js';
import { runScript, runScriptBinary } from './scripts/script.js';
import { SettleBatcher } from './settle-batcher.js';
import { SlotReaders } from './slot-readers.js';
import type { StormGuard } from './storm-guard.js';

export interface RedisBrokerDeps {
  readonly space: KeySpace;
  readonly control: BoundedClient;
  readonly openReader: () => BoundedClient;
  /** On a cluster, a command names keys of one slot. */
  readonly cluster: boolean;
  readonly effects: EffectSplitter;
  readonly guard: Pick<StormGuard, 'mayClaim' | 'expectedServerMs' | 'observe' | 'postpone'>;
  readonly log: Logger;
  readonly metrics: StreamMetrics;
}

type EntryReply = readonly (readonly [id: string, deliveries: number, fields: readonly string[]])[];

/** Retries that one pass puts back per stream. */
const moveLimit = 100;

/** The broker on Redis Streams. Everything that must not be torn apart is one Lua script on one slot. */
export class RedisBroker implements Broker {
  readonly #batcher: SettleBatcher;

  constructor(private readonly deps: RedisBrokerDeps) {
    this.#batcher = new SettleBatcher(deps.control);
  }

  async ensureGroup(streams: readonly string[], group: string): Promise<readonly string[]> {
    const { control, space } = this.deps;
    await control.untilReady(10_000);
    // Registered first: trimming must wait for a group from the moment it exists.
    await control.run((client) => client.sadd(groupRegistryKey(space), ...streams.map((stream) => `${stream} ${group}`)));
    const created = await Promise.all(streams.map((stream) => this.#createGroup(stream, group)));
    return streams.filter((_, index) => created[index]);
  }

  /** From 0, never from `$`: what was published before the group existed belongs to it. */
  async #createGroup(stream: string, group: string): Promise<boolean> {
    try {
      await this.deps.control.run((client) => client.xgroup('CREATE', stream, group, '0', 'MKSTREAM'));
      return true;
    } catch (error) {
      if (error instanceof Error && error.message.startsWith('BUSYGROUP')) return false;
      throw error;
    }
  }

  reader(member: Membership): Reader {
    const { openReader, control, cluster } = this.deps;
    const open = () => new RedisReader(member, openReader(), control);
    return cluster ? new SlotReaders(member.streams, open) : open();
  }

  async beat({ group, consumer }: Membership, stream: string, entryIds: readonly string[]): Promise<readonly string[]> {
    const lost = await this.deps.control.run((client) => runScript(client, beatScript, [stream], [group, consumer, ...entryIds]));
    return lost as readonly string[];
  }

  async claim(member: Membership, stream: string, idleMs: number, count: number, suspects: SuspectPolicy): Promise<ClaimResult> {
    const { control, guard, metrics, log } = this.deps;
    if (!guard.mayClaim(idleMs)) return { entries: [], deleted: 0, suspects: 0 };
    const { deliveries, welcome } = suspects;
    const args = [member.group, member.consumer, idleMs, count, guard.expectedServerMs() ?? '', idleMs / 2, deliveries, welcome ? 1 : 0];
    const [serverMs, entries, deleted, left = 0] = (await control.run((client) => runScript(client, claimScript, [stream], args))) as [
      number,
      EntryReply?,
      (readonly string[])?,
      number?,
    ];
    if (entries === undefined) {
      metrics.count('storm_guard', member.group);
      log.warn('server clock jumped, claims wait', { stream, serverMs });
      guard.postpone(serverMs);
      return { entries: [], deleted: 0, suspects: 0 };
    }
    guard.observe(serverMs);
    return { entries: rawEntries(stream, entries), deleted: deleted?.length ?? 0, suspects: left };
  }

  async recover(member: Membership, stream: string, held: readonly string[], count: number): Promise<ClaimResult> {
    const [entries, deleted] = (await this.deps.control.run((client) =>
      runScript(client, recoverScript, [stream], [member.group, member.consumer, count, ...held]),
    )) as [EntryReply, readonly string[]];
    return { entries: rawEntries(stream, entries), deleted: deleted.length, suspects: 0 };
  }

  async raw({ stream, entryId }: EntryRef): Promise<readonly Buffer[] | undefined> {
    const [entry] = await this.deps.control.run((client) => client.xrangeBuffer(stream, entryId, entryId));
    return entry?.[1];
  }

  async settle(request: SettleRequest): Promise<BrokerSettleResult> {
    return this.#batcher.settle(this.deps.effects.isWhole(request) ? request : await this.deps.effects.split(request));
  }

  async release(member: Membership, held: readonly EntryRef[], idleMs: number): Promise<void> {
    const streams = [...Map.groupBy(held, ({ stream }) => stream)];
    await Promise.all(
      streams.map(([stream, entries]) => {
        const args = [member.group, member.consumer, idleMs, ...entries.map(({ entryId }) => entryId)];
        return this.deps.control.run((client) => runScript(client, releaseScript, [stream], args));
      }),
    );
  }

  async moveDue(stream: string, group: string): Promise<MoveResult> {
    const { retry, retryEnvelopes } = streamCompanions(stream, group);
    const [moved, wait, broken] = (await this.deps.control.run((client) =>
      runScriptBinary(client, moveDueScript, [stream, retry, retryEnvelopes], [group, moveLimit]),
    )) as [number, number, readonly Buffer[]];
    const pairs = Array.from({ length: broken.length / 2 }, (_, index) => ({
      retryId: String(broken[2 * index]),
      content: broken[2 * index + 1] as Buffer,
    }));
    return { moved, nextInMs: wait < 0 ? undefined : wait, broken: pairs };
  }

  async admit({ group, consumer }: Membership, stream: string, { slots, bulk, least }: Room): Promise<Admission> {
    const { queue, envelopes, turns } = bulkLaneKeys(stream);
    const args = [group, consumer, bulk, least, slots];
    const [items, entered, waiting] = (await this.deps.control
      .run((client) => runScript(client, admitScript, [stream, queue, envelopes, turns], args))
      .catch(asNoGroup)) as [readonly (readonly [string, readonly string[]])[], number, number];
    return { entries: items.map(([entryId, fields]) => ({ stream, entryId, fields, deliveries: 1 })), entered, waiting };
  }

  bulkWaiting(stream: string): Promise<number> {
    return this.deps.control.run((client) => client.zcard(bulkLaneKeys(stream).queue));
  }

  async backlog(stream: string, group: string, limit: number): Promise<Backlog> {
    const keys = [stream, bulkLaneKeys(stream).queue];
    const [lag, waiting] = (await this.deps.control.run((client) => runScript(client, backlogScript, keys, [group, limit]))) as [
      number,
      number,
    ];
    return { lag, waiting };
  }

  async memoryShare(): Promise<number> {
    const info = await this.deps.control.run((client) => client.info('memory'));
    const read = (field: string) => Number(new RegExp(`^${field}:(\\d+)`, 'm').exec(info)?.[1] ?? 0);
    // Without a limit of its own, the machine's memory is the limit.
    return read('used_memory') / (read('maxmemory') || read('total_system_memory') || Number.POSITIVE_INFINITY);
  }

  async forgetRetry(stream: string, group: string, retryId: string): Promise<void> {
    const { retry, retryEnvelopes } = streamCompanions(stream, group);
    await this.deps.control.run((client) => client.multi().zrem(retry, retryId).hdel(retryEnvelopes, retryId).exec());
  }

  async leave(member: Membership): Promise<void> {
    const { control } = this.deps;
    await Promise.all(
      member.streams.map((stream) => control.run((client) => runScript(client, leaveScript, [stream], [member.group, member.consumer]))),
    );
  }

  onReconnect(listener: () => void): () => void {
    return this.deps.control.onReady(listener);
  }
}

function rawEntries(stream: string, reply: EntryReply): RawEntry[] {
  return reply.map(([entryId, deliveries, fields]) => ({ stream, entryId, fields, deliveries }));
}

import { groupRegistryKey, type KeySpace, leaderKey, streamKeysOf } from '@tributary/cache-keys';
import { eventContracts } from '@tributary/contracts';
import { type Logger, silentLogger } from '@tributary/stage-kit';
import { noStreamMetrics, type StreamMetrics } from '../metrics.js';
import type { BoundedClient } from './bounded-client.js';
import { fieldsOf } from './reply-fields.js';
import { leaveScript } from './scripts/lease.js';
import { mendLagScript } from './scripts/mend-lag.js';
import { runScript } from './scripts/script.js';
import { trimScript } from './scripts/trim.js';

export interface StreamJanitorOptions {
  readonly client: BoundedClient;
  readonly space: KeySpace;
  readonly log?: Logger;
  readonly metrics?: StreamMetrics;
  /** Between two rounds of all janitors together, in milliseconds. Default 30 s. */
  readonly everyMs?: number;
  /** A consumer without pending entries that was silent for so long is deleted. Default 10 min: ten times the longest lease. */
  readonly deadAfterMs?: number;
  /** How long entries stay in streams that no group of ours reads, in milliseconds: they are for whoever listens outside. Default 7 days. */
  readonly keepMs?: number;
  /** Entries that one trim may delete: Redis serves nobody else meanwhile. */
  readonly trimLimit?: number;
}

export interface JanitorRound {
  readonly trimmed: number;
  readonly deadConsumers: number;
  /** Streams that were left alone because a registered group is missing on them, as `<stream> <group>`. */
  readonly missingGroups: readonly string[];
  /** Groups that trimming does not wait for, as `<stream> <group>`. */
  readonly unregisteredGroups: readonly string[];
}

export interface StreamJanitor {
  /** One round, unless another process had one within nearly `everyMs`: then `undefined`. */
  run(): Promise<JanitorRound | undefined>;
}

/** For this share of the time between two rounds nobody else has one: shorter than all of it, since a round a moment early would be left out. */
const ownShare = 0.9;
/** Entries of a backlog that are counted at a time. */
const countedEntries = 1_000;

/** Keeps streams short and groups tidy: trims what every registered group has acknowledged, deletes consumers that died, and puts lags right. */
export function createStreamJanitor(options: StreamJanitorOptions): StreamJanitor {
  const { client, space, everyMs = 30_000, log = silentLogger } = options;
  return {
    async run() {
      const key = leaderKey(space, 'stream-janitor');
      const won = await client.run((redis) => redis.set(key, '1', 'PX', Math.max(1, Math.round(everyMs * ownShare)), 'NX'));
      if (won === null) return undefined;
      const registered = await client.run((redis) => redis.smembers(groupRegistryKey(space)));
      const byStream = Map.groupBy(
        registered.map((pair) => pair.split(' ') as [string, string]),
        ([stream]) => stream,
      );
      let round: JanitorRound = { trimmed: 0, deadConsumers: 0, missingGroups: [], unregisteredGroups: [] };
      for (const [stream, pairs] of byStream) {
        const groups = pairs.map(([, group]) => group);
        round = add(round, await tidy(options, stream, groups));
      }
      round = { ...round, trimmed: round.trimmed + (await dropOld(options, (stream) => !byStream.has(stream))) };
      if (round.missingGroups.length > 0)
        log.error('registered groups are missing: their streams are not trimmed', { groups: round.missingGroups });
      return round;
    },
  };
}

/** Drops what is older than its time from the streams that leave the system: nobody acknowledges there, and they would grow for ever. */
async function dropOld(options: StreamJanitorOptions, isUnread: (stream: string) => boolean): Promise<number> {
  const { client, space, trimLimit = 10_000, keepMs = 7 * 86_400_000, metrics = noStreamMetrics } = options;
  const [seconds = 0] = (await client.run((redis) => redis.time())).map(Number);
  const oldest = Math.max(0, seconds * 1_000 - keepMs);
  let dropped = 0;
  for (const stream of eventContracts.flatMap(({ type }) => streamKeysOf(space, type)).filter(isUnread)) {
    const count = await client.run((redis) => redis.xtrim(stream, 'MINID', '~', oldest, 'LIMIT', trimLimit));
    if (count > 0) metrics.count('trimmed', stream, count);
    dropped += count;
  }
  return dropped;
}

async function tidy(options: StreamJanitorOptions, stream: string, groups: readonly string[]): Promise<JanitorRound> {
  const { client, trimLimit = 10_000, metrics = noStreamMetrics } = options;
  const [trimmed, missing, unregistered] = (await client.run((redis) =>
    runScript(redis, trimScript, [stream], [trimLimit, ...groups]),
  )) as [number, string[], string[]];
  const present = groups.filter((group) => !missing.includes(group));
  await mendLags(options, stream, present);
  let deadConsumers = 0;
  for (const group of present) deadConsumers += await deleteDead(options, stream, group);
  if (trimmed > 0) metrics.count('trimmed', stream, trimmed);
  const named = (group: string) => `${stream} ${group}`;
  return { trimmed: Math.max(0, trimmed), deadConsumers, missingGroups: missing.map(named), unregisteredGroups: unregistered.map(named) };
}

async function mendLags({ client, log = silentLogger }: StreamJanitorOptions, stream: string, groups: readonly string[]): Promise<void> {
  if (groups.length === 0) return;
  const mended = (await client.run((redis) => runScript(redis, mendLagScript, [stream], [countedEntries, ...groups]))) as string[];
  if (mended.length > 0) log.warn('lag put right: Redis had lost count', { stream, groups: mended });
}

async function deleteDead(options: StreamJanitorOptions, stream: string, group: string): Promise<number> {
  const { client, deadAfterMs = 600_000, metrics = noStreamMetrics } = options;
  const consumers = (await client.run((redis) => redis.xinfo('CONSUMERS', stream, group))) as unknown[][];
  const dead = consumers.map(fieldsOf).filter((fields) => fields.get('pending') === 0 && Number(fields.get('idle')) > deadAfterMs);
  let deleted = 0;
  for (const fields of dead) {
    deleted += Number(await client.run((redis) => runScript(redis, leaveScript, [stream], [group, String(fields.get('name'))])));
  }
  if (deleted > 0) metrics.count('dead_consumers', group, deleted);
  return deleted;
}

function add(a: JanitorRound, b: JanitorRound): JanitorRound {
  return {
    trimmed: a.trimmed + b.trimmed,
    deadConsumers: a.deadConsumers + b.deadConsumers,
    missingGroups: [...a.missingGroups, ...b.missingGroups],
    unregisteredGroups: [...a.unregisteredGroups, ...b.unregisteredGroups],
  };
}

import { bulkLaneKeys, streamCompanions } from '@tributary/cache-keys';
import type { Effects } from '@tributary/stage-kit';
import type { SettleRequest } from '../broker.js';

export interface ScriptArguments {
  readonly keys: string[];
  readonly args: (string | number | Buffer)[];
}

/** Lays out settlements for the settling script, in the order in which it reads them. `order` gives the position of each among the requests. */
export function settleArguments(requests: readonly SettleRequest[]): ScriptArguments & { readonly order: readonly number[] } {
  const into: ScriptArguments = { keys: [], args: [] };
  const order: number[] = [];
  for (const section of sectionsOf(requests)) {
    const { stream, group, consumer } = requests[section[0] as number] as SettleRequest;
    const companions = streamCompanions(stream, group);
    into.keys.push(stream, companions.retry, companions.retryEnvelopes);
    into.args.push(group, consumer, section.length);
    for (const index of section) pushRequest(into, requests[index] as SettleRequest);
    order.push(...section);
  }
  return { ...into, order };
}

/** Requests of one stream and consumer share the look-up of what is pending. */
function sectionsOf(requests: readonly SettleRequest[]): Iterable<readonly number[]> {
  const indexes = requests.map((_, index) => index);
  return Map.groupBy(indexes, (index) => {
    const { stream, group, consumer } = requests[index] as SettleRequest;
    return `${stream}\n${group}\n${consumer}`;
  }).values();
}

function pushRequest(into: ScriptArguments, request: SettleRequest): void {
  const { settlement } = request;
  if (settlement.kind === 'acknowledge') into.args.push(request.entryId, '');
  else into.args.push(request.entryId, request.retryId, Math.max(0, Math.round(settlement.delayMs)), request.nextAttempt);
  pushEffects(into, settlement.effects ?? {});
}

function pushEffects({ keys, args }: ScriptArguments, effects: Effects): void {
  const { set = [], state, index, publish = [], release } = effects;
  args.push(flag(set.length) + flag(state ? 1 : 0) + flag(index ? 1 : 0) + flag(publish.length) + flag(release ? 1 : 0));
  if (set.length > 9) args.push(set.length);
  for (const { key, value, ttlMs } of set) {
    keys.push(key);
    args.push(value, ttlMs);
  }
  if (state !== undefined) {
    const fields = Object.entries(state.fields).flat();
    keys.push(state.key);
    args.push(state.version, state.ttlMs, fields.length, ...fields);
  }
  if (index !== undefined) {
    keys.push(index.key);
    args.push(index.ttlMs, index.members.length, ...index.members);
  }
  if (publish.length > 9) args.push(publish.length);
  for (const { stream, fields, maxLength, bulk } of publish) {
    keys.push(stream);
    if (bulk === undefined) args.push(maxLength ?? '');
    else {
      const { queue, envelopes, turns } = bulkLaneKeys(stream);
      keys.push(queue, envelopes, turns);
      args.push('bulk', bulk.group ?? '', bulk.id, bulk.project);
    }
    args.push(fields.length, ...fields);
  }
  if (release !== undefined) {
    keys.push(release.key);
    args.push(release.owner);
  }
}

/** How many effects of a kind there are, in one character; `n` when the number follows. */
function flag(count: number): string {
  return count > 9 ? 'n' : String(count);
}

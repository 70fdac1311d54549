import type { StreamEntry } from '@tributary/cache-keys';
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
import { retryAttemptField, retryGroupField, withoutRetryMarker } from '../entry/retry-marker.js';
import { MemoryKeys } from './memory-keys.js';
import { MemoryLane } from './memory-lane.js';
import { MemoryReader } from './memory-reader.js';
import { entryIdOf, type MemoryGroup, MemoryStream, numberOf, type Pending } from './memory-stream.js';

interface WaitingRetry {
  readonly dueAt: number;
  readonly attempt: number;
  readonly fields: readonly Buffer[];
}

/** The broker in memory: the same promises as on Redis, for tests and for trying things out. Shared by all transports that are given it. */
export class MemoryBroker implements Broker {
  readonly keys: MemoryKeys;
  /** For tests: what `memoryShare` answers. */
  usedMemoryShare = 0;
  readonly #streams = new Map<string, MemoryStream>();
  readonly #lanes = new Map<string, MemoryLane>();
  readonly #retries = new Map<string, Map<string, WaitingRetry>>();
  readonly #appended = new Set<() => void>();

  /** `now`: milliseconds of any clock that does not go back. */
  constructor(readonly now: () => number) {
    this.keys = new MemoryKeys(now);
  }

  stream(name: string): MemoryStream {
    const known = this.#streams.get(name);
    if (known !== undefined) return known;
    const created = new MemoryStream();
    this.#streams.set(name, created);
    return created;
  }

  /** Fields of all entries that lie in a stream, as text. */
  entriesOf(name: string): readonly (readonly string[])[] {
    return this.stream(name).entries.map(({ fields }) => textsOf(fields));
  }

  append(stream: string, fields: readonly (string | Buffer)[], maxLength?: number): void {
    this.stream(stream).append(
      fields.map((field) => Buffer.from(field)),
      maxLength,
    );
    for (const wake of Array.from(this.#appended)) wake();
  }

  publish({ stream, fields, maxLength, bulk }: StreamEntry): void {
    if (bulk === undefined || !this.#lane(stream).enter(bulk, fields, this.#lagOf(stream, bulk.group ?? '')))
      this.append(stream, fields, maxLength);
  }

  admit(member: Membership, stream: string, { slots, bulk, least }: Room): Promise<Admission> {
    const lane = this.#lane(stream);
    const entered = lane.take(Math.max(bulk - this.#lagOf(stream, member.group), least));
    for (const fields of entered) this.stream(stream).append(fields.map((field) => Buffer.from(field)));
    const entries = this.#handOut(member, stream, slots);
    return Promise.resolve({ entries, entered: entered.length, waiting: lane.size });
  }

  bulkWaiting(stream: string): Promise<number> {
    return Promise.resolve(this.#lane(stream).size);
  }

  backlog(stream: string, group: string): Promise<Backlog> {
    return Promise.resolve({ lag: this.#lagOf(stream, group), waiting: this.#lane(stream).size });
  }

  memoryShare(): Promise<number> {
    return Promise.resolve(this.usedMemoryShare);
  }

  #lane(stream: string): MemoryLane {
    const lane = this.#lanes.get(stream) ?? new MemoryLane();
    this.#lanes.set(stream, lane);
    return lane;
  }

  #lagOf(stream: string, group: string): number {
    const { entries, groups } = this.stream(stream);
    const last = groups.get(group)?.last ?? 0;
    return entries.filter(({ number }) => number > last).length;
  }

  trim(): number {
    return [...this.#streams.values()].reduce((sum, stream) => sum + stream.trim(), 0);
  }

  ensureGroup(streams: readonly string[], group: string): Promise<readonly string[]> {
    const missing = streams.filter((name) => !this.stream(name).groups.has(group));
    for (const name of missing) this.stream(name).groups.set(group, { last: 0, pending: new Map() });
    return Promise.resolve(missing);
  }

  reader(member: Membership): Reader {
    return new MemoryReader(
      (streams, count) => streams.flatMap((stream) => this.#handOut(member, stream, count)),
      (listener) => {
        this.#appended.add(listener);
        return () => this.#appended.delete(listener);
      },
    );
  }

  #handOut({ group, consumer }: Membership, name: string, count: number): RawEntry[] {
    const stream = this.stream(name);
    const state = this.#group(name, group);
    return stream.after(state.last, count).map(({ number, fields }) => {
      state.last = number;
      state.pending.set(number, { consumer, since: this.now(), deliveries: 1 });
      return { stream: name, entryId: entryIdOf(number), fields: textsOf(fields), deliveries: 1 };
    });
  }

  beat(member: Membership, stream: string, entryIds: readonly string[]): Promise<readonly string[]> {
    const lost = entryIds.filter((entryId) => {
      const pending = this.#owned({ stream, entryId }, member);
      if (pending !== undefined) pending.since = this.now();
      return pending === undefined;
    });
    return Promise.resolve(lost);
  }

  claim(member: Membership, stream: string, idleMs: number, count: number, { deliveries, welcome }: SuspectPolicy): Promise<ClaimResult> {
    const idle = [...this.#group(stream, member.group).pending].filter(([, { since }]) => this.now() - since >= idleMs);
    const [suspect, others] = [
      idle.filter(([, one]) => one.deliveries >= deliveries),
      idle.filter(([, one]) => one.deliveries < deliveries),
    ];
    if (welcome && suspect.length > 0) return Promise.resolve(this.#take(member, stream, suspect.slice(0, 1), 1));
    return Promise.resolve({ ...this.#take(member, stream, others.slice(0, count), 1), suspects: suspect.length });
  }

  recover(member: Membership, stream: string, held: readonly string[], count: number): Promise<ClaimResult> {
    const orphans = [...this.#group(stream, member.group).pending].filter(
      ([number, { consumer }]) => consumer === member.consumer && !held.includes(entryIdOf(number)),
    );
    return Promise.resolve(this.#take(member, stream, orphans.slice(0, count), 0));
  }

  #take(member: Membership, name: string, taken: readonly (readonly [number, Pending])[], deliveries: number): ClaimResult {
    const entries: RawEntry[] = [];
    for (const [number, pending] of taken) {
      const entry = this.stream(name).find(number);
      if (entry === undefined) {
        this.#group(name, member.group).pending.delete(number);
        continue;
      }
      Object.assign(pending, { consumer: member.consumer, since: this.now(), deliveries: pending.deliveries + deliveries });
      entries.push({ stream: name, entryId: entryIdOf(number), fields: textsOf(entry.fields), deliveries: pending.deliveries });
    }
    return { entries, deleted: taken.length - entries.length, suspects: 0 };
  }

  raw({ stream, entryId }: EntryRef): Promise<readonly Buffer[] | undefined> {
    return Promise.resolve(this.stream(stream).find(numberOf(entryId))?.fields);
  }

  settle(request: SettleRequest): Promise<BrokerSettleResult> {
    const { stream, entryId, group, settlement } = request;
    if (this.#owned(request, request) === undefined) return Promise.resolve('lost');
    const { effects = {} } = settlement;
    this.keys.apply(effects);
    for (const entry of effects.publish ?? []) this.publish(entry);
    this.#group(stream, group).pending.delete(numberOf(entryId));
    if (settlement.kind === 'acknowledge') return Promise.resolve('settled');
    return Promise.resolve(this.#wait(request, settlement.delayMs));
  }

  #wait({ stream, entryId, group, retryId, nextAttempt }: SettleRequest, delayMs: number): BrokerSettleResult {
    const entry = this.stream(stream).find(numberOf(entryId));
    if (entry === undefined) return 'gone';
    const waiting = this.#waiting(stream, group);
    const attempt = Math.max(nextAttempt, waiting.get(retryId)?.attempt ?? 0);
    waiting.set(retryId, {
      dueAt: this.now() + delayMs,
      attempt,
      fields: entry.fields.slice(0, withoutRetryMarker(textsOf(entry.fields)).length),
    });
    return 'settled';
  }

  release(member: Membership, held: readonly EntryRef[], idleMs: number): Promise<void> {
    for (const ref of held) {
      const pending = this.#owned(ref, member);
      if (pending !== undefined) Object.assign(pending, { since: this.now() - idleMs, deliveries: Math.max(0, pending.deliveries - 1) });
    }
    return Promise.resolve();
  }

  moveDue(stream: string, group: string): Promise<MoveResult> {
    const waiting = this.#waiting(stream, group);
    const due = [...waiting].filter(([, { dueAt }]) => dueAt <= this.now());
    for (const [retryId, { fields, attempt }] of due) {
      waiting.delete(retryId);
      this.append(stream, [...fields, retryGroupField, group, retryAttemptField, String(attempt)]);
    }
    const next = Math.min(...[...waiting.values()].map(({ dueAt }) => dueAt));
    return Promise.resolve({ moved: due.length, nextInMs: waiting.size === 0 ? undefined : next - this.now(), broken: [] });
  }

  forgetRetry(stream: string, group: string, retryId: string): Promise<void> {
    this.#waiting(stream, group).delete(retryId);
    return Promise.resolve();
  }

  leave(): Promise<void> {
    return Promise.resolve();
  }

  onReconnect(): () => void {
    return () => {};
  }

  #group(stream: string, group: string): MemoryGroup {
    const state = this.stream(stream).groups.get(group);
    if (state === undefined) throw new Error(`no group ${group} on ${stream}`);
    return state;
  }

  #owned(ref: EntryRef, { group, consumer }: { readonly group: string; readonly consumer: string }): Pending | undefined {
    const pending = this.#group(ref.stream, group).pending.get(numberOf(ref.entryId));
    return pending?.consumer === consumer ? pending : undefined;
  }

  #waiting(stream: string, group: string): Map<string, WaitingRetry> {
    const name = `${stream} ${group}`;
    const waiting = this.#retries.get(name) ?? new Map<string, WaitingRetry>();
    this.#retries.set(name, waiting);
    return waiting;
  }
}

function textsOf(fields: readonly Buffer[]): string[] {
  return fields.map((field) => field.toString('utf8'));
}

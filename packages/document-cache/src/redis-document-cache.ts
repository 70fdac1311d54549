import {
  type AnyOutput,
  chunkExtractionKey,
  type DocumentKeys,
  documentKeys,
  documentTag,
  memoKey,
  outputKey,
  streamEntry,
  streamKey,
} from '@tributary/cache-keys';
import { type CloudEvent, consumerOf, DocumentStatusChanged, eventContracts, isPublicEventType } from '@tributary/contracts';
import type { CachedOutput, DocumentCache, Effects, MemoScope, RunKey } from '@tributary/stage-kit';
import { type StageState, stateFields } from '@tributary/state';
import { runScript, type Script } from '@tributary/streams';
import type { CacheClients, DocumentCacheOptions } from './options.js';
import { execPipeline, fromRedis } from './redis-errors.js';
import { beginScript, releaseScript, renewScript, unlockSettledScript } from './scripts.js';
import { TurnBatch } from './turn-batch.js';
import { decodeValue, type Enveloped, encodeValue } from './value-codec.js';

/** Entries kept in the live status stream of a partition: for people who watch, not part of the flow. */
const statusStreamLength = 10_000;

/** Runs that begin in one script, and values read by one command: a few milliseconds of Redis at most. */
const maxBeginnings = 256;
const maxReads = 64;

interface Beginning {
  readonly run: RunKey;
  readonly owner: string;
  readonly state: StageState;
}

interface Wanted {
  readonly key: string;
  readonly slot: string;
}

/** Outputs, state, lock and memos of documents on Redis (P-2 to P-6). */
export class RedisDocumentCache implements DocumentCache {
  readonly #keys: DocumentKeys;

  readonly #beginnings: TurnBatch<Beginning, string>;
  readonly #reads: TurnBatch<Wanted, Buffer | null>;

  constructor(
    private readonly clients: CacheClients,
    private readonly options: DocumentCacheOptions,
  ) {
    this.#keys = documentKeys(options.space);
    this.#beginnings = new TurnBatch({
      slotOf: ({ run }) => documentTag(options.space, run.documentUuid),
      run: (beginnings) => this.#beginAll(beginnings),
      maxItems: maxBeginnings,
    });
    this.#reads = new TurnBatch({
      slotOf: ({ slot }) => slot,
      run: (wanted) => fromRedis(clients.cache, (client) => client.mgetBuffer(wanted.map(({ key }) => key))),
      maxItems: maxReads,
    });
  }

  async begin(run: RunKey, owner: string, state: StageState): Promise<'begun' | { readonly heldBy: string }> {
    const holder = await this.#beginnings.ask({ run, owner, state });
    if (holder === '') return 'begun';
    const second = (await this.#unlockSettled(run, holder)) ? await this.#beginnings.ask({ run, owner, state }) : holder;
    return second === '' ? 'begun' : { heldBy: second };
  }

  /** Whether the lock is free, because the entry that held it had been settled. */
  async #unlockSettled(run: RunKey, holder: string): Promise<boolean> {
    const [group = '', entryId = ''] = holder.split('/');
    const type = eventContracts.find((contract) => consumerOf(contract.type) === group)?.type;
    // Only what lies in the document's partition can be looked at together with its lock.
    if (type === undefined || isPublicEventType(type)) return false;
    const keys = [this.#keys.lock(run.documentUuid), streamKey(this.options.space, type, run.documentUuid)];
    return (await this.#script(unlockSettledScript, keys, [holder, group, entryId])) === 1;
  }

  /** All runs are of one partition. */
  async #beginAll(beginnings: readonly Beginning[]): Promise<readonly string[]> {
    const { ttls } = this.options;
    const keys: string[] = [];
    const values: (string | number)[] = [ttls.REDIS_LOCK_TIMEOUT, ttls.REDIS_STATE_TTL, statusStreamLength];
    for (const { run, owner, state } of beginnings) {
      const fields = pairs(stateFields(run.stage, state));
      const status = this.#statusEvent(run, state);
      if (keys.length === 0) keys.push(status.stream);
      keys.push(this.#keys.lock(run.documentUuid), this.#keys.state(run.documentUuid));
      values.push(owner, run.version, fields.length, ...fields, status.fields.length, ...status.fields);
    }
    return (await this.#script(beginScript, keys, values)) as string[];
  }

  renew(run: RunKey, owner: string): void {
    const renewal = this.#script(renewScript, [this.#keys.lock(run.documentUuid)], [owner, this.options.ttls.REDIS_LOCK_TIMEOUT]);
    renewal.catch((error: unknown) => this.options.log.warn('lock not renewed', { documentUuid: run.documentUuid, error }));
  }

  releaseOf(run: RunKey, owner: string): Effects {
    return { release: { key: this.#keys.lock(run.documentUuid), owner } };
  }

  release(run: RunKey, owner: string): void {
    const release = this.#script(releaseScript, [this.#keys.lock(run.documentUuid)], [owner]);
    release.catch((error: unknown) => this.options.log.warn('lock not given back', { documentUuid: run.documentUuid, error }));
  }

  async load(output: AnyOutput, documentUuid: string, version: number): Promise<unknown> {
    // A family has no list of its members in Redis that could be trusted to be whole: it is read from the record.
    if (output.kind === 'family') return undefined;
    const found = await this.#read(outputKey(this.options.space, output, documentUuid), documentTag(this.options.space, documentUuid));
    return found?.processing_version === version ? found.value : undefined;
  }

  async store(output: AnyOutput, documentUuid: string, version: number, fingerprint: string, value: unknown): Promise<void> {
    const { set, members } = await this.#encode({ output, value }, documentUuid, version, fingerprint);
    await execPipeline(this.clients.cache, (writes) => {
      for (const entry of set) writes.set(entry.key, entry.value, 'PX', entry.ttlMs);
    });
    if (members.length > 0) await this.#remember(documentUuid, members);
  }

  async effectsOf(
    run: RunKey,
    owner: string,
    state: StageState,
    cached: { readonly fingerprint: string; readonly outputs: readonly CachedOutput[] },
  ): Promise<Effects> {
    const encoded = await Promise.all(
      cached.outputs.map((output) => this.#encode(output, run.documentUuid, run.version, cached.fingerprint)),
    );
    const members = encoded.flatMap((output) => output.members);
    const { ttls } = this.options;
    return {
      set: encoded.flatMap((output) => output.set),
      state: {
        key: this.#keys.state(run.documentUuid),
        version: run.version,
        fields: stateFields(run.stage, state),
        ttlMs: ttls.REDIS_STATE_TTL,
      },
      ...(members.length === 0
        ? {}
        : { index: { key: this.#keys.index(run.documentUuid), members, ttlMs: ttls.REDIS_EXTRACTION_CACHE_TTL } }),
      publish: [{ ...this.#statusEvent(run, state), maxLength: statusStreamLength }],
      release: { key: this.#keys.lock(run.documentUuid), owner },
    };
  }

  async loadMemo(documentUuid: string, scope: MemoScope, contentHash: string): Promise<unknown> {
    const key = this.#memoKey(documentUuid, scope, contentHash);
    // A memo that all documents share has a slot of its own.
    const found = await this.#read(key, scope === 'shared' ? key : documentTag(this.options.space, documentUuid));
    // What a document leans on is noted even when another document paid for it: erasing must find it.
    if (found !== undefined && scope === 'shared') await this.#remember(documentUuid, [key]);
    return found?.value;
  }

  async storeMemo(documentUuid: string, scope: MemoScope, contentHash: string, value: unknown): Promise<void> {
    const key = this.#memoKey(documentUuid, scope, contentHash);
    const { ttls } = this.options;
    const bytes = await encodeValue({ processing_version: 0, fingerprint: contentHash, value } satisfies Enveloped);
    await this.#remember(documentUuid, [key]);
    const ttlMs = scope === 'shared' ? ttls.REDIS_EXTRACTION_CACHE_TTL : ttls.REDIS_STATE_TTL;
    await fromRedis(this.clients.cache, (client) => client.set(key, bytes, 'PX', ttlMs));
  }

  #script(script: Script, keys: readonly string[], values: readonly (string | number)[]): Promise<unknown> {
    return fromRedis(this.clients.state, (client) => runScript(client, script, keys, values));
  }

  #memoKey(documentUuid: string, scope: MemoScope, contentHash: string): string {
    return scope === 'shared'
      ? chunkExtractionKey(this.options.space, contentHash)
      : memoKey(this.options.space, documentUuid, contentHash);
  }

  async #remember(documentUuid: string, members: readonly string[]): Promise<void> {
    const index = this.#keys.index(documentUuid);
    await execPipeline(this.clients.state, (pipeline) => {
      pipeline.sadd(index, ...members).pexpire(index, this.options.ttls.REDIS_EXTRACTION_CACHE_TTL);
    });
  }

  async #read(key: string, slot: string): Promise<Enveloped | undefined> {
    const bytes = await this.#reads.ask({ key, slot });
    if (bytes === null) return undefined;
    try {
      return (await decodeValue(bytes)) as Enveloped;
    } catch (error) {
      this.options.log.warn('unreadable cache value reads as absent', { key, error });
      return undefined;
    }
  }

  async #encode({ output, value }: CachedOutput, documentUuid: string, version: number, fingerprint: string) {
    const ttlMs = this.options.ttls[output.ttl];
    const entry = async (one: unknown, member?: string) => ({
      key: outputKey(this.options.space, output, documentUuid, member),
      value: await encodeValue({ processing_version: version, fingerprint, value: one } satisfies Enveloped),
      ttlMs,
    });
    if (output.kind === 'single') return { set: [await entry(value)], members: [] };
    const set = await Promise.all(Object.entries(value as Record<string, unknown>).map(([member, one]) => entry(one, member)));
    return { set, members: set.map(({ key }) => key) };
  }

  #statusEvent(run: RunKey, state: StageState) {
    const event: CloudEvent = {
      id: `${run.documentUuid}/${run.version}/${run.stage}/${state.status}/${state.attempt ?? 1}`,
      source: '/tributary',
      type: DocumentStatusChanged.type,
      subject: run.documentUuid,
      data: {
        document_uuid: run.documentUuid,
        processing_version: run.version,
        project: run.projectId,
        stage: run.stage,
        status: state.status,
      },
    };
    return streamEntry(this.options.space, event);
  }
}

function pairs(fields: Readonly<Record<string, string>>): string[] {
  return Object.entries(fields).flat();
}

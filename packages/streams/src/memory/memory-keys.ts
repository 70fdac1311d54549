import type { Effects } from '@tributary/stage-kit';

/** The keys that effects touch, with the meaning they have on Redis. Times in milliseconds of the given clock. */
export class MemoryKeys {
  readonly #values = new Map<string, { readonly value: Buffer; readonly expiresAt: number }>();
  readonly #hashes = new Map<string, Map<string, string>>();
  readonly #sets = new Map<string, Set<string>>();

  constructor(private readonly now: () => number) {}

  get(key: string): Buffer | undefined {
    const entry = this.#values.get(key);
    return entry !== undefined && entry.expiresAt > this.now() ? entry.value : undefined;
  }

  set(key: string, value: Buffer, ttlMs: number): void {
    this.#values.set(key, { value, expiresAt: this.now() + ttlMs });
  }

  delete(key: string): void {
    this.#values.delete(key);
    this.#hashes.delete(key);
    this.#sets.delete(key);
  }

  hash(key: string): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#hashes.get(key) ?? []);
  }

  members(key: string): readonly string[] {
    return [...(this.#sets.get(key) ?? [])];
  }

  apply({ set = [], state, index, release }: Effects): void {
    for (const { key, value, ttlMs } of set) this.set(key, value, ttlMs);
    if (state !== undefined) this.#merge(state);
    if (index !== undefined) this.#sets.set(index.key, new Set([...this.members(index.key), ...index.members]));
    if (release !== undefined && this.get(release.key)?.toString('utf8') === release.owner) this.delete(release.key);
  }

  #merge({ key, version, fields }: NonNullable<Effects['state']>): void {
    const hash = this.#hashes.get(key) ?? new Map<string, string>();
    if (Number(hash.get('processing_version') ?? 0) > version) return;
    hash.set('processing_version', String(version));
    for (const [name, value] of Object.entries(fields)) hash.set(name, value);
    this.#hashes.set(key, hash);
  }
}

import { RetryableError } from '@tributary/stage-kit';

export interface MemoryGateDeps {
  /** Used share of what Redis may use. */
  memoryShare(): Promise<number>;
  readonly maxShare: number;
  /** Monotonic milliseconds. */
  now(): number;
}

/** An answer holds for so long, in milliseconds. */
const freshMs = 1_000;

/** Takes nothing more in while Redis is nearly full: what it holds already needs the rest to end. */
export class MemoryGate {
  #share: Promise<number> | undefined;
  #askedAt = 0;

  constructor(private readonly deps: MemoryGateDeps) {}

  /** Throws `redis_unavailable` when Redis is too full. When it cannot be asked, a submission is safe in the record all the same. */
  async require(): Promise<void> {
    const { memoryShare, maxShare, now } = this.deps;
    if (this.#share === undefined || now() - this.#askedAt > freshMs) {
      this.#askedAt = now();
      this.#share = memoryShare().catch(() => 0);
    }
    const share = await this.#share;
    if (share <= maxShare) return;
    throw new RetryableError('redis_unavailable', `Redis uses ${Math.round(share * 100)} % of its memory: nothing more is taken in`, {
      uncharged: true,
    });
  }
}

import type { Membership, MoveResult } from '../broker.js';
import type { RunnerDeps } from './runner-deps.js';
import { Ticker } from './ticker.js';

/** Retries of other processes are noticed within this time, in milliseconds. */
const maxIntervalMs = 1_000;
const minIntervalMs = 5;

/** Puts retries back into their stream when they are due. Every process of a group does it: it is one script, and popping is atomic. */
export class RetryMover {
  readonly #ticker: Ticker;

  constructor(
    private readonly deps: RunnerDeps,
    private readonly member: Membership,
  ) {
    this.#ticker = new Ticker(() => this.#tick(), minIntervalMs);
  }

  start(): void {
    this.#ticker.start();
  }

  stop(): Promise<void> {
    return this.#ticker.stop();
  }

  /** One of ours is due in `ms`. */
  expect(ms: number): void {
    this.#ticker.within(Math.max(minIntervalMs, ms));
  }

  async #tick(): Promise<number> {
    let next = maxIntervalMs;
    for (const stream of this.member.streams) {
      try {
        const result = await this.deps.broker.moveDue(stream, this.member.group);
        next = Math.min(next, Math.max(minIntervalMs, result.nextInMs ?? maxIntervalMs));
        await this.#setAside(stream, result);
      } catch (error) {
        this.deps.log.debug('retries not moved', { stream, group: this.member.group, error: String(error) });
      }
    }
    return next;
  }

  /** What waits and cannot be decoded is kept for a person and then forgotten. */
  async #setAside(stream: string, { broken }: MoveResult): Promise<void> {
    const { group } = this.member;
    for (const { retryId, content } of broken) {
      const fields = [Buffer.from('retry_envelope'), content];
      const why = { reason: 'bad_envelope', rule: 'a waiting retry holds its entry', position: 'retry_envelope' } as const;
      await this.deps.quarantine.keep({ stream, entryId: `retry:${retryId}`, group, fields, ...why });
      await this.deps.broker.forgetRetry(stream, group, retryId);
      this.deps.metrics.count('quarantined', group);
      this.deps.log.error('waiting retry could not be decoded', { stream, group, retryId });
    }
  }
}

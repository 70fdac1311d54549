import type { Logger } from '@tributary/stage-kit';
import { type BoundedClient, maxReconnectDelayMs } from './bounded-client.js';

/**
 * Says when taking over idle entries is safe. Idle time is counted by the server's clock and includes its downtime: right after an outage every
 * entry looks abandoned. Live consumers beat first when they are back; whoever wants to claim waits for them.
 */
export class StormGuard {
  #readyAt = Number.POSITIVE_INFINITY;
  #seenBefore = false;
  #clock: { readonly serverMs: number; readonly localMs: number } | undefined;

  constructor(
    private readonly client: BoundedClient,
    private readonly now: () => number,
    private readonly log: Logger,
  ) {
    client.onReady(() => void this.#arrive());
  }

  /** `idleMs`: the lease after which entries are claimed. */
  mayClaim(idleMs: number): boolean {
    return this.client.isReady && this.now() - this.#readyAt >= idleMs + maxReconnectDelayMs;
  }

  /** The server time that this process expects, in milliseconds: a jump ages every entry at once. */
  expectedServerMs(): number | undefined {
    return this.#clock && this.#clock.serverMs + (this.now() - this.#clock.localMs);
  }

  /** Notes the server's time. */
  observe(serverMs: number): void {
    this.#clock = { serverMs, localMs: this.now() };
  }

  /** The server's clock jumped: live consumers get the time to renew what they hold. */
  postpone(serverMs: number): void {
    this.#readyAt = this.now();
    this.observe(serverMs);
  }

  async #arrive(): Promise<void> {
    const arrivedAt = this.now();
    const first = !this.#seenBefore;
    this.#seenBefore = true;
    this.#readyAt = arrivedAt;
    this.#clock = undefined;
    if (!first) return;
    // A process that has just started is no witness of an outage: the server's uptime is.
    try {
      const info = await this.client.run((client) => client.info('server'));
      const uptimeSeconds = Number(/uptime_in_seconds:(\d+)/.exec(info)?.[1] ?? 0);
      this.#readyAt = Math.min(this.#readyAt, arrivedAt - uptimeSeconds * 1_000);
    } catch (error) {
      this.log.debug('server uptime unknown', { error: String(error) });
    }
  }
}

import { performance } from 'node:perf_hooks';

/** Runs something at intervals, never twice at once, and can be stopped and waited for. */
export class Ticker {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #stopped = true;
  #dueAt = 0;
  /** When the next run was asked for while one was under way. */
  #wantedAt = Number.POSITIVE_INFINITY;

  /** `task` may return the milliseconds until it wants to run again; otherwise `everyMs` is taken. It reports its own errors. */
  constructor(
    private readonly task: () => Promise<number | void> | number | void,
    private readonly everyMs: number,
  ) {}

  start(): void {
    this.#stopped = false;
    this.#schedule(this.everyMs);
  }

  /** Brings the next run forward, if it would come later. */
  within(ms: number): void {
    const at = performance.now() + ms;
    if (this.#timer === undefined) this.#wantedAt = Math.min(this.#wantedAt, at);
    else if (!this.#stopped && at < this.#dueAt) this.#schedule(ms);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #schedule(ms: number): void {
    clearTimeout(this.#timer);
    this.#dueAt = performance.now() + ms;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#running = this.#run();
    }, ms);
  }

  async #run(): Promise<void> {
    this.#wantedAt = Number.POSITIVE_INFINITY;
    const next = (await this.task()) ?? this.everyMs;
    if (!this.#stopped) this.#schedule(Math.max(0, Math.min(next, this.#wantedAt - performance.now())));
  }
}

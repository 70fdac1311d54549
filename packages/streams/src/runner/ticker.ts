/** Runs something at intervals, never twice at once, and can be stopped and waited for. */
export class Ticker {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #stopped = true;

  /** `task` may return the milliseconds until it wants to run again; otherwise `everyMs` is taken. It reports its own errors. */
  constructor(
    private readonly task: () => Promise<number | void> | number | void,
    private readonly everyMs: number,
  ) {}

  start(): void {
    this.#stopped = false;
    this.#schedule(this.everyMs);
  }

  /** Brings the next run forward. */
  within(ms: number): void {
    if (!this.#stopped && this.#timer !== undefined) this.#schedule(ms);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #schedule(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#running = this.#run();
    }, ms);
  }

  async #run(): Promise<void> {
    const next = await this.task();
    if (!this.#stopped) this.#schedule(next ?? this.everyMs);
  }
}

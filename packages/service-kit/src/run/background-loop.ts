import type { Logger } from '@tributary/stage-kit';

/** Something done again and again beside the streams. A round that fails is reported, and the next one comes all the same. */
export class BackgroundLoop {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(
    private readonly name: string,
    private readonly everyMs: number,
    private readonly round: () => Promise<unknown>,
    private readonly log: Logger,
  ) {}

  start(): void {
    if (this.#stopped) return;
    this.#running = this.#turn();
  }

  /** Waits for the round that runs. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  async #turn(): Promise<void> {
    try {
      await this.round();
    } catch (error) {
      this.log.warn('background round failed', { loop: this.name, error });
    }
    if (!this.#stopped) this.#timer = setTimeout(() => this.start(), this.everyMs);
  }
}

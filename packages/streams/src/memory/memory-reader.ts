import type { RawEntry, Reader } from '../broker.js';

/** Waits for entries as a blocked read does. */
export class MemoryReader implements Reader {
  #end: () => void = () => {};
  #closed = false;

  constructor(
    private readonly take: (streams: readonly string[], count: number) => RawEntry[],
    private readonly onAppend: (listener: () => void) => () => void,
  ) {}

  async read(streams: readonly string[], count: number, blockMs: number): Promise<readonly RawEntry[]> {
    const entries = this.take(streams, count);
    if (entries.length > 0 || blockMs === 0 || this.#closed) return entries;
    const appended = await this.#wait(blockMs);
    return appended && !this.#closed ? this.take(streams, count) : [];
  }

  /** Whether something was appended before the time was up or the read was interrupted. */
  #wait(blockMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (appended: boolean) => {
        clearTimeout(timer);
        stop();
        resolve(appended);
      };
      const timer = setTimeout(() => end(false), blockMs);
      const stop = this.onAppend(() => end(true));
      this.#end = () => end(false);
    });
  }

  interrupt(): Promise<void> {
    this.#end();
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.#closed = true;
    this.#end();
    return Promise.resolve();
  }
}

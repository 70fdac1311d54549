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
    if (entries.length > 0 || this.#closed) return entries;
    await this.#wait(blockMs);
    return this.#closed ? [] : this.take(streams, count);
  }

  #wait(blockMs: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        stop();
        resolve();
      };
      const timer = setTimeout(end, blockMs);
      const stop = this.onAppend(end);
      this.#end = end;
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

/** For so long one turn computes, in milliseconds: what is late by it is late by little, and small pieces still end together. */
const turnMs = 10;

/**
 * Lets runs that share a process compute in turns. Many that become ready in one moment would otherwise compute one after the other without the event loop seeing
 * anything between: replies lie unread until their commands time out, leases are not renewed, and everybody waits for the longest. Between two turns of the event
 * loop pieces are computed for a bounded time, first come, first served; a document of many pieces takes its place in the line with each of them.
 */
export class Turns {
  #waiting: (() => void)[] = [];

  /** Resolves to what `work` returns, or rejects with what it throws, after its turn has come. */
  run<T>(work: () => T | Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.push(() => {
        try {
          resolve(work());
        } catch (error) {
          reject(error);
        }
      });
      if (this.#waiting.length === 1) setImmediate(() => this.#turn());
    });
  }

  #turn(): void {
    const until = performance.now() + turnMs;
    const line = this.#waiting;
    let taken = 0;
    while (taken < line.length && (taken === 0 || performance.now() < until)) line[taken++]?.();
    this.#waiting = line.slice(taken);
    if (this.#waiting.length > 0) setImmediate(() => this.#turn());
  }
}

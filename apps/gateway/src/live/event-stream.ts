import type { HttpResponse } from '../http/http-types.js';

/** Something is sent at least this often: proxies close what is silent, and watchers notice a dead connection. */
const heartbeatMs = 15_000;
/** Bytes that may wait for a slow reader before the connection is cut; it comes back with its last id. */
const mostWaiting = 1024 * 1024;

/** One open stream of Server-Sent Events. */
export class EventStream {
  readonly #closed = new AbortController();
  readonly #heartbeat: NodeJS.Timeout;

  constructor(private readonly response: HttpResponse) {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      // nginx would gather events before it passes them on.
      'x-accel-buffering': 'no',
    });
    response.write('retry: 1000\n\n');
    this.#heartbeat = setInterval(() => this.#write(': still here\n\n'), heartbeatMs);
    response.once('close', () => this.#closed.abort());
    this.closed.addEventListener('abort', () => clearInterval(this.#heartbeat), { once: true });
  }

  /** Aborts when the reader is gone. */
  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  send(event: string, data: unknown, id?: string): void {
    this.#write(`event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`);
  }

  end(): void {
    this.response.end();
  }

  #write(text: string): void {
    if (this.closed.aborted) return;
    this.response.write(text);
    if (this.response.writableLength > mostWaiting) this.response.destroy();
  }
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Calls {
  count: number;
  open: number;
}

/**
 * Stands for the outside world: OCR, models, whatever a stage pays for. Answers after the time the caller says, and remembers every idempotency key. Whether
 * the same work ran twice at a time shows here, independently of what any store says.
 */
export class StubProvider {
  readonly #calls = new Map<string, Calls>();
  readonly #server = createServer((request, response) => this.#answer(request, response));
  /** Calls that began while one with the same key was open. */
  overlaps = 0;

  static async open(): Promise<StubProvider> {
    const provider = new StubProvider();
    // A connection that closes just as a caller takes it up again would be a fault that no row has planted.
    provider.#server.keepAliveTimeout = 600_000;
    await new Promise<void>((resolve) => provider.#server.listen(0, '127.0.0.1', resolve));
    return provider;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Keys that were seen. */
  get keys(): number {
    return this.#calls.size;
  }

  /** Calls beyond the first of each key. */
  get repeated(): number {
    return [...this.#calls.values()].reduce((sum, { count }) => sum + count - 1, 0);
  }

  reset(): void {
    this.#calls.clear();
    this.overlaps = 0;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const key = String(request.headers['idempotency-key'] ?? '');
    const calls = this.#calls.get(key) ?? { count: 0, open: 0 };
    this.#calls.set(key, calls);
    if (calls.open > 0) this.overlaps++;
    calls.count++;
    calls.open++;
    const ms = Number(new URL(request.url ?? '/', 'http://localhost').searchParams.get('ms'));
    const timer = setTimeout(() => response.writeHead(204).end(), ms);
    // Answered, given up by the caller, or the caller was killed.
    response.once('close', () => {
      clearTimeout(timer);
      calls.open--;
    });
  }
}

import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** `pass`: as if it were not there. `black-hole`: connections stay open and nothing arrives. `swallow-replies`: requests arrive, answers do not, and then the connection breaks. */
export type ProxyMode = 'pass' | 'black-hole' | 'swallow-replies';

/** A TCP proxy that breaks on demand: the faults that no server causes by itself. */
export class TcpProxy {
  mode: ProxyMode = 'pass';
  /** Answers that were swallowed. */
  swallowed = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(private readonly targetPort: number) {
    this.#server = createServer((client) => this.#accept(client));
  }

  static async open(targetPort: number): Promise<TcpProxy> {
    const proxy = new TcpProxy(targetPort);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `redis://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Breaks every connection there is. */
  reset(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.reset();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #accept(client: Socket): void {
    const upstream = connect(this.targetPort, '127.0.0.1');
    for (const socket of [client, upstream]) {
      this.#sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (data) => {
      if (this.mode !== 'black-hole') upstream.write(data);
    });
    upstream.on('data', (data) => this.#answer(client, data));
  }

  #answer(client: Socket, data: Buffer): void {
    if (this.mode === 'pass') client.write(data);
    else if (this.mode === 'swallow-replies') {
      this.swallowed++;
      client.destroy();
    }
  }
}

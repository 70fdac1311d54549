import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** `pass`: as if it were not there. `black-hole`: connections stay open and nothing arrives. `swallow-replies`: requests arrive, answers do not, and then the connection breaks. */
export type ProxyMode = 'pass' | 'black-hole' | 'swallow-replies';

/** A slow and lossy way. Times in milliseconds. */
export interface Weather {
  /** What every piece takes, in each direction. */
  readonly delayMs: number;
  /** More or less than that by up to so much. */
  readonly jitterMs: number;
  /** Share of pieces that a network would have lost: TCP sends them again, and everything behind waits for it. */
  readonly loss: number;
  /** What sending again takes. */
  readonly resendMs: number;
}

/** A TCP proxy that breaks on demand: the faults that no server causes by itself. */
export class TcpProxy {
  mode: ProxyMode = 'pass';
  weather: Weather | undefined;
  /** Answers that were swallowed. */
  swallowed = 0;
  /** Pieces that the weather held up as lost. */
  resent = 0;
  #server: Server;
  readonly #sockets = new Set<Socket>();
  #port = 0;

  private constructor(
    private readonly targetPort: number,
    private readonly random: () => number,
  ) {
    this.#server = this.#listener();
  }

  /** `random` decides about the weather: in [0, 1). */
  static async open(targetPort: number, random: () => number = Math.random): Promise<TcpProxy> {
    const proxy = new TcpProxy(targetPort, random);
    await proxy.#listen();
    return proxy;
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.#port}`;
  }

  /** Breaks every connection there is. */
  reset(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  /** Breaks every connection and refuses new ones. */
  async refuse(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.reset();
    await closed;
  }

  /** Takes connections again, on the same port. */
  async admit(): Promise<void> {
    this.#server = this.#listener();
    await this.#listen();
  }

  async close(): Promise<void> {
    await this.refuse();
  }

  #listener(): Server {
    return createServer((client) => this.#accept(client));
  }

  #listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#port, '127.0.0.1', () => {
        this.#port = (this.#server.address() as AddressInfo).port;
        resolve();
      });
    });
  }

  #accept(client: Socket): void {
    const upstream = connect(this.targetPort, '127.0.0.1');
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true);
      this.#sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    const forth = this.#way(upstream);
    const back = this.#way(client);
    client.on('data', (data) => {
      if (this.mode !== 'black-hole') forth(data);
    });
    upstream.on('data', (data) => {
      if (this.mode === 'pass') back(data);
      else if (this.mode === 'swallow-replies') {
        this.swallowed++;
        client.destroy();
      }
    });
  }

  /** One direction of a connection: pieces arrive in order, none earlier than the one before it. */
  #way(to: Socket): (data: Buffer) => void {
    const onTheWay: { readonly at: number; readonly data: Buffer }[] = [];
    const arrive = () => {
      const now = performance.now();
      while (onTheWay[0] !== undefined && onTheWay[0].at <= now) to.write((onTheWay.shift() as { data: Buffer }).data);
      if (onTheWay[0] !== undefined) setTimeout(arrive, Math.ceil(onTheWay[0].at - now));
    };
    return (data) => {
      const delay = this.#delay();
      if (delay === 0 && onTheWay.length === 0) return void to.write(data);
      const at = Math.max(performance.now() + delay, onTheWay.at(-1)?.at ?? 0);
      onTheWay.push({ at, data });
      if (onTheWay.length === 1) setTimeout(arrive, Math.ceil(delay));
    };
  }

  #delay(): number {
    if (this.weather === undefined) return 0;
    const { delayMs, jitterMs, loss, resendMs } = this.weather;
    const lost = this.random() < loss;
    if (lost) this.resent++;
    return delayMs + jitterMs * (2 * this.random() - 1) + (lost ? resendMs : 0);
  }
}

import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Signatures of Bolt's messages. */
const signature = { begin: 0x11, reset: 0x0f, goodbye: 0x02, success: 0x70, failure: 0x7f, ignored: 0x7e } as const;
/** Magic number, and Bolt 5.0 to 5.4 as the only offer: what is spoken must be what is understood here. */
const handshake = Buffer.from('6060b01700040405000000000000000000000000', 'hex');

/** Stands before Neo4j and answers a share of the transactions with a deadlock, as a busy server does: they never reach it. */
export class BoltFaults {
  share = 0;
  /** Transactions that were refused. */
  refused = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(
    private readonly targetPort: number,
    private readonly random: () => number,
  ) {
    this.#server = createServer((client) => this.#accept(client));
  }

  static async open(targetPort: number, random: () => number = Math.random): Promise<BoltFaults> {
    const faults = new BoltFaults(targetPort, random);
    await new Promise<void>((resolve) => faults.#server.listen(0, '127.0.0.1', resolve));
    return faults;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #accept(client: Socket): void {
    const server = connect(this.targetPort, '127.0.0.1');
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        client.destroy();
        server.destroy();
      });
    }
    let unanswered = 0;
    let failed = false;
    const fromClient = messages(handshake.length, (raw, kind) => {
      if (kind === undefined) server.write(handshake);
      else if (failed && kind !== signature.reset && kind !== signature.goodbye)
        client.write(framed(Buffer.from([0xb0, signature.ignored])));
      else if (!failed && kind === signature.begin && unanswered === 0 && this.random() < this.share) {
        failed = true;
        this.refused++;
        client.write(deadlock);
      } else {
        failed = false;
        if (kind !== signature.goodbye) unanswered++;
        server.write(raw);
      }
    });
    const fromServer = messages(4, (raw, kind) => {
      if (kind === signature.success || kind === signature.failure || kind === signature.ignored) unanswered--;
      client.write(raw);
    });
    client.on('data', fromClient);
    server.on('data', fromServer);
  }
}

/** Cuts a stream into messages: first `head` bytes as they are, then chunks up to the empty one. `kind` is the message's signature. */
function messages(head: number, take: (raw: Buffer, kind: number | undefined) => void): (data: Buffer) => void {
  let rest = Buffer.alloc(0);
  let begun = false;
  return (data) => {
    rest = Buffer.concat([rest, data]);
    if (!begun) {
      if (rest.length < head) return;
      begun = true;
      take(rest.subarray(0, head), undefined);
      rest = rest.subarray(head);
    }
    for (let end = endOf(rest); end !== undefined; end = endOf(rest)) {
      // After the length of the first chunk: the marker of the structure, then its signature. An empty message keeps a connection alive.
      take(rest.subarray(0, end), end > 2 ? rest[3] : -1);
      rest = rest.subarray(end);
    }
  };
}

function endOf(bytes: Buffer): number | undefined {
  for (let at = 0; at + 2 <= bytes.length; ) {
    const length = bytes.readUInt16BE(at);
    at += 2 + length;
    if (length === 0) return at;
  }
  return undefined;
}

function framed(message: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  return Buffer.concat([length, message, Buffer.from([0, 0])]);
}

const deadlock = framed(
  Buffer.concat([
    Buffer.from([0xb1, signature.failure, 0xa2]),
    text('code'),
    text('Neo.TransientError.Transaction.DeadlockDetected'),
    text('message'),
    text('planted: can not acquire a lock'),
  ]),
);

/** PackStream's text of less than 256 bytes. */
function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0xd0, value.length]), Buffer.from(value)]);
}

import { createRequire } from 'node:module';
import net from 'node:net';

/**
 * Takes the network away from this process, before it is handed any document: whatever a document makes a parser do, it cannot call out.
 * Pipes to the parent stay, because they are open already.
 */
export function cutOffNetwork(): void {
  const refuse = (): never => {
    throw new Error('a reader of documents has no network');
  };
  net.Socket.prototype.connect = refuse;
  net.Server.prototype.listen = refuse;
  const load = createRequire(import.meta.url);
  for (const name of ['node:dns', 'node:dns/promises', 'node:dgram']) {
    const library = load(name) as Record<string, unknown>;
    for (const key of ['lookup', 'resolve', 'resolve4', 'resolve6', 'reverse', 'createSocket']) if (key in library) library[key] = refuse;
  }
  globalThis.fetch = refuse;
  globalThis.WebSocket = refuse as unknown as typeof WebSocket;
}

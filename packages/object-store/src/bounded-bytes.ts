import { TerminalError } from '@tributary/stage-kit';
import type { ByteSource } from './object-store.js';

/** Passes bytes on, and ends with `too_large` as soon as there are more than `maxBytes`. */
export async function* boundedBytes(bytes: ByteSource, maxBytes: number, label: string): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const part of partsOf(bytes)) {
    size += part.byteLength;
    if (size > maxBytes) throw tooLarge(label, maxBytes);
    yield part;
  }
}

/** Reads all of it into one array. */
export async function collectBytes(bytes: ByteSource, maxBytes: number, label: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of boundedBytes(bytes, maxBytes, label)) parts.push(part);
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
}

export function tooLarge(label: string, maxBytes: number): TerminalError {
  return new TerminalError('too_large', `${label} is larger than the limit of ${maxBytes} bytes`);
}

async function* partsOf(bytes: ByteSource): AsyncGenerator<Uint8Array> {
  if (bytes instanceof Uint8Array) yield bytes;
  else yield* bytes;
}

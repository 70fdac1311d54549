import { Command } from 'ioredis';

/**
 * A command with thousands of arguments, some of them bytes, written to the wire in few pieces. The client's own writer makes a buffer of every
 * argument as soon as one of them is a buffer, which costs a batch of settlements more than Redis needs to run it.
 */
export class PreparedCommand extends Command {
  override toWritable(): string | Buffer {
    const { name, args } = this as unknown as { readonly name: string; readonly args: readonly (string | Buffer)[] };
    const pieces: (string | Buffer)[] = [];
    let text = `*${args.length + 1}\r\n$${name.length}\r\n${name}\r\n`;
    for (const argument of args) {
      if (typeof argument === 'string') text += framed(argument);
      else {
        pieces.push(`${text}$${argument.length}\r\n`, argument);
        text = '\r\n';
      }
    }
    pieces.push(text);
    return joined(pieces);
  }
}

function framed(text: string): string {
  return `$${isAscii(text) ? text.length : Buffer.byteLength(text)}\r\n${text}\r\n`;
}

// oxlint-disable-next-line no-control-regex
const beyondAscii = /[^\u0000-\u007f]/;

function isAscii(text: string): boolean {
  return !beyondAscii.test(text);
}

function joined(pieces: readonly (string | Buffer)[]): Buffer {
  let bytes = 0;
  for (const piece of pieces) bytes += typeof piece === 'string' ? Buffer.byteLength(piece) : piece.length;
  const whole = Buffer.allocUnsafe(bytes);
  let at = 0;
  for (const piece of pieces) at += typeof piece === 'string' ? whole.write(piece, at) : piece.copy(whole, at);
  return whole;
}

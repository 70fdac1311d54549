import { analyse } from 'chardet';

export interface DecodedText {
  readonly text: string;
  /** Label of the WHATWG Encoding Standard. */
  readonly encoding: string;
  /** False where the bytes said so themselves: a byte order mark, or valid UTF-8. */
  readonly guessed: boolean;
}

const marks: readonly (readonly [string, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];
/** Enough text for letter statistics; more costs time and changes nothing. */
const sampleBytes = 64 * 1024;

/** Turns bytes into text: byte order mark, then `declared` by the file, then UTF-8 if valid, then by letter statistics. */
export function decodeText(bytes: Uint8Array, declared?: string): DecodedText {
  const mark = marks.find(([, prefix]) => prefix.every((byte, index) => bytes[index] === byte));
  if (mark !== undefined) return { text: decode(bytes, mark[0]), encoding: mark[0], guessed: false };
  const wide = wideEncoding(bytes);
  if (wide !== undefined) return { text: decode(bytes, wide), encoding: wide, guessed: true };
  const utf8 = decodeStrictly(bytes);
  if (utf8 !== undefined) return { text: utf8, encoding: 'utf-8', guessed: false };
  const encoding = knownEncoding(declared) ?? guessEncoding(bytes);
  return { text: decode(bytes, encoding), encoding, guessed: true };
}

/** UTF-16 without a mark: in text of European languages every second byte is zero. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const length = Math.min(bytes.length, 4096) & ~1;
  if (length < 4) return undefined;
  let evenZeros = 0;
  let oddZeros = 0;
  for (let index = 0; index < length; index += 2) {
    if (bytes[index] === 0) evenZeros += 1;
    if (bytes[index + 1] === 0) oddZeros += 1;
  }
  const pairs = length / 2;
  if (oddZeros > pairs * 0.4 && evenZeros < pairs * 0.05) return 'utf-16le';
  if (evenZeros > pairs * 0.4 && oddZeros < pairs * 0.05) return 'utf-16be';
  return undefined;
}

function decodeStrictly(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function knownEncoding(label: string | undefined): string | undefined {
  if (label === undefined) return undefined;
  try {
    const { encoding } = new TextDecoder(label.trim());
    // The strict attempt before this has shown that it is not UTF-8, whatever the file declares.
    return encoding === 'utf-8' ? undefined : encoding;
  } catch {
    return undefined;
  }
}

function guessEncoding(bytes: Uint8Array): string {
  const broken = brokenUtf8(bytes);
  if (broken) return 'utf-8';
  for (const { name, confidence } of analyse(bytes.subarray(0, sampleBytes))) {
    // Western text is what these statistics take for Hungarian or Turkish when it is short.
    if (confidence < 25 || /^(UTF-|ASCII|ISO_|ISO-2022|mbcs|sbcs)/.test(name)) continue;
    const known = knownEncoding(name);
    if (known !== undefined) return known;
  }
  return 'windows-1252';
}

/** UTF-8 with a few damaged bytes is still UTF-8: at least nine in ten of its multi-byte sequences are whole. */
function brokenUtf8(bytes: Uint8Array): boolean {
  const text = decode(bytes.subarray(0, sampleBytes), 'utf-8');
  let whole = 0;
  let damaged = 0;
  for (const character of text) {
    if (character === '\ufffd') damaged += 1;
    else if (character > '\u007f') whole += 1;
  }
  return whole >= 9 * damaged;
}

function decode(bytes: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding).decode(bytes);
}

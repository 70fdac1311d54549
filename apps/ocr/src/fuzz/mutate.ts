/** A generator of numbers from 0 to 1 that gives the same row for the same seed (xorshift32, Marsaglia 2003). */
export function randomFrom(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1) || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  // Neighbouring seeds begin alike; after a few steps they have nothing in common.
  for (let step = 0; step < 8; step += 1) next();
  return next;
}

type Mutation = (bytes: Uint8Array, random: () => number) => Uint8Array;

/** Ways in which files get damaged, and in which attackers damage them. */
const mutations: readonly Mutation[] = [flipBits, overwriteWithZeros, cutOff, cutOut, repeatPart, swapParts, plantNumber, plantToken];

/** Damages a copy of a file in one to four ways. The same seed damages it the same way. */
export function mutate(bytes: Uint8Array, seed: number): Uint8Array {
  const random = randomFrom(seed);
  let result = Uint8Array.from(bytes);
  for (let rounds = 1 + Math.floor(random() * 4); rounds > 0; rounds -= 1) {
    const mutation = mutations[Math.floor(random() * mutations.length)] ?? flipBits;
    result = Uint8Array.from(mutation(result, random));
  }
  return result;
}

function flipBits(bytes: Uint8Array, random: () => number): Uint8Array {
  for (let count = 1 + Math.floor(random() * 30); count > 0; count -= 1) {
    const at = Math.floor(random() * bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
  }
  return bytes;
}

function overwriteWithZeros(bytes: Uint8Array, random: () => number): Uint8Array {
  const [from, to] = part(bytes, random);
  return bytes.fill(0, from, to);
}

function cutOff(bytes: Uint8Array, random: () => number): Uint8Array {
  return bytes.subarray(0, Math.floor(random() * bytes.length));
}

function cutOut(bytes: Uint8Array, random: () => number): Uint8Array {
  const [from, to] = part(bytes, random);
  return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
}

function repeatPart(bytes: Uint8Array, random: () => number): Uint8Array {
  const [from, to] = part(bytes, random);
  const times = 1 + Math.floor(random() * 20);
  return Buffer.concat([bytes.subarray(0, to), ...Array.from({ length: times }, () => bytes.subarray(from, to)), bytes.subarray(to)]);
}

function swapParts(bytes: Uint8Array, random: () => number): Uint8Array {
  const [from, middle] = part(bytes, random);
  const to = Math.min(bytes.length, middle + (middle - from));
  return Buffer.concat([bytes.subarray(0, from), bytes.subarray(middle, to), bytes.subarray(from, middle), bytes.subarray(to)]);
}

/** Sizes, counts and offsets become extreme. */
function plantNumber(bytes: Uint8Array, random: () => number): Uint8Array {
  const extremes = [0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0xffffffff];
  const value = extremes[Math.floor(random() * extremes.length)] ?? 0;
  const at = Math.floor(random() * Math.max(1, bytes.length - 4));
  if (at + 4 <= bytes.length) new DataView(bytes.buffer, bytes.byteOffset).setUint32(at, value, random() < 0.5);
  return bytes;
}

/** Digits in text formats become long, and brackets open without end. */
function plantToken(bytes: Uint8Array, random: () => number): Uint8Array {
  const tokens = [
    '99999999999',
    '-1',
    '<<'.repeat(500),
    '['.repeat(2000),
    '('.repeat(2000),
    '<div>'.repeat(500),
    '{\\b'.repeat(500),
    '&a;'.repeat(500),
    '%s%n',
    '\u0000',
  ];
  const at = Math.floor(random() * bytes.length);
  const token = Buffer.from(tokens[Math.floor(random() * tokens.length)] ?? '');
  return Buffer.concat([bytes.subarray(0, at), token, bytes.subarray(at)]);
}

function part(bytes: Uint8Array, random: () => number): readonly [number, number] {
  const from = Math.floor(random() * bytes.length);
  const length = 1 + Math.floor(random() ** 3 * (bytes.length - from));
  return [from, from + length];
}

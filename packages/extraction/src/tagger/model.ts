import { brotliDecompressSync } from 'node:zlib';
import { labelCount } from './labels.js';

/** Changes when the meaning of features, labels or the file's layout changes: an older file then fails to load instead of tagging nonsense. */
export const modelVersion = 1;
const magic = 'TRIBCRF';

/** A trained tagger. Weights are `weights[row * labelCount + label] * scale`. */
export interface Model {
  readonly bits: number;
  readonly scale: number;
  readonly weights: Int8Array;
  readonly transitions: Float32Array;
  /** Word lists in the form `parseLexicon` reads. */
  readonly lexicon: string;
  /** Ascending pairs `[raw, calibrated]` between which confidence is interpolated. */
  readonly calibration: readonly (readonly [number, number])[];
}

/** The bytes are no model of this version: `code` is from contracts/failure.ts. */
export class ModelError extends Error {
  readonly code = 'corrupt';
  override readonly name = 'ModelError';
}

interface Header {
  readonly version: number;
  readonly bits: number;
  readonly scale: number;
  readonly transitions: readonly number[];
  readonly calibration: readonly (readonly [number, number])[];
  readonly lexiconBytes: number;
}

/** Layout: magic, header length (32 bit, little endian), header as JSON, word lists, weights label by label (which compresses better). */
export function encodeModel(model: Model): Uint8Array {
  const lexicon = Buffer.from(model.lexicon, 'utf8');
  const header: Header = {
    version: modelVersion,
    bits: model.bits,
    scale: model.scale,
    transitions: Array.from(model.transitions, (value) => Math.round(value * 1e4) / 1e4),
    calibration: model.calibration,
    lexiconBytes: lexicon.length,
  };
  const head = Buffer.from(JSON.stringify(header), 'utf8');
  const size = Buffer.alloc(4);
  size.writeUInt32LE(head.length);
  return Buffer.concat([Buffer.from(magic), size, head, lexicon, Buffer.from(transpose(model.weights, labelCount).buffer)]);
}

/** Reads a model, compressed (brotli) or not. Throws `ModelError` when it is not one of this version. */
export function decodeModel(file: Uint8Array): Model {
  const bytes = unpack(file);
  const start = magic.length + 4;
  const header = readHeader(bytes, start);
  const headEnd = start + bytes.readUInt32LE(magic.length);
  if (header.version !== modelVersion) {
    throw new ModelError(`the model has version ${header.version}, this tagger reads version ${modelVersion}: train it again`);
  }
  const lexiconEnd = headEnd + header.lexiconBytes;
  const rows = 2 ** header.bits;
  const stored = bytes.subarray(lexiconEnd);
  if (stored.length !== rows * labelCount) {
    throw new ModelError(`the model should hold ${rows * labelCount} weights and holds ${stored.length}: the file is cut short or damaged`);
  }
  return {
    bits: header.bits,
    scale: header.scale,
    weights: transpose(new Int8Array(stored.buffer, stored.byteOffset, stored.length), rows),
    transitions: Float32Array.from(header.transitions),
    lexicon: bytes.toString('utf8', headEnd, lexiconEnd),
    calibration: header.calibration,
  };
}

function unpack(file: Uint8Array): Buffer {
  const plain = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (plain.toString('latin1', 0, magic.length) === magic) return plain;
  try {
    const unpacked = brotliDecompressSync(plain);
    if (unpacked.toString('latin1', 0, magic.length) === magic) return unpacked;
  } catch (cause) {
    throw new ModelError('the file is no tagger model: it neither starts like one nor decompresses', { cause });
  }
  throw new ModelError('the file decompresses but is no tagger model');
}

function readHeader(bytes: Buffer, start: number): Header {
  try {
    return JSON.parse(bytes.toString('utf8', start, start + bytes.readUInt32LE(magic.length))) as Header;
  } catch (cause) {
    throw new ModelError('the header of the model cannot be read', { cause });
  }
}

/** Turns rows of `columns` values into columns of rows. */
function transpose(values: Int8Array, columns: number): Int8Array {
  const rows = values.length / columns;
  const result = new Int8Array(values.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) result[column * rows + row] = values[row * columns + column]!;
  return result;
}

import { brotliDecompressSync } from 'node:zlib';
import type { RelationModel } from '../relations/relation-model.js';
import { labelCount } from './labels.js';

/** Changes when the meaning of features, labels or the file's layout changes: an older file then fails to load instead of tagging nonsense. */
export const modelVersion = 2;
const magic = 'TRIBCRF';

/** A trained tagger. Weights are `weights[row * labelCount + label] * scale`. */
export interface Model {
  readonly bits: number;
  readonly scale: number;
  readonly weights: Int8Array;
  readonly transitions: Float32Array;
  /** Word lists in the form `parseLexicon` reads. */
  readonly lexicon: string;
  /** Knowledge of words in the form `WordKnowledge` reads. */
  readonly words: Uint8Array;
  /** Ascending pairs `[raw, calibrated]` between which confidence is interpolated. */
  readonly calibration: readonly (readonly [number, number])[];
  /** The judge of pairs of mentions, where the model has one. */
  readonly relations?: RelationModel;
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
  readonly wordBytes: number;
  readonly relations?: Omit<RelationModel, 'weights'>;
}

/** Layout: magic, header length (32 bit, little endian), header as JSON, word lists, knowledge of words, weights label by label (which compresses better). */
export function encodeModel(model: Model): Uint8Array {
  const lexicon = Buffer.from(model.lexicon, 'utf8');
  const header: Header = {
    version: modelVersion,
    bits: model.bits,
    scale: model.scale,
    transitions: Array.from(model.transitions, (value) => Math.round(value * 1e4) / 1e4),
    calibration: model.calibration,
    lexiconBytes: lexicon.length,
    wordBytes: model.words.length,
    ...(model.relations === undefined ? {} : { relations: withoutWeights(model.relations) }),
  };
  const head = Buffer.from(JSON.stringify(header), 'utf8');
  const size = Buffer.alloc(4);
  size.writeUInt32LE(head.length);
  return Buffer.concat([
    Buffer.from(magic),
    size,
    head,
    lexicon,
    model.words,
    ...[model.weights, model.relations?.weights].flatMap((weights, at) =>
      weights === undefined ? [] : [Buffer.from(transpose(weights, at === 0 ? labelCount : relationLabels(model)).buffer)],
    ),
  ]);
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
  const relationRows = header.relations === undefined ? 0 : 2 ** header.relations.bits;
  const relationSize = relationRows * (header.relations?.labels.length ?? 0);
  const wordsEnd = lexiconEnd + header.wordBytes;
  const stored = bytes.subarray(wordsEnd);
  const size = rows * labelCount;
  if (stored.length !== size + relationSize) {
    throw new ModelError(
      `the model should hold ${size + relationSize} weights and holds ${stored.length}: the file is cut short or damaged`,
    );
  }
  const weightsAt = (from: number, length: number): Int8Array => new Int8Array(stored.buffer, stored.byteOffset + from, length);
  return {
    bits: header.bits,
    scale: header.scale,
    weights: transpose(weightsAt(0, size), rows),
    transitions: Float32Array.from(header.transitions),
    lexicon: bytes.toString('utf8', headEnd, lexiconEnd),
    words: new Uint8Array(bytes.buffer, bytes.byteOffset + lexiconEnd, header.wordBytes),
    calibration: header.calibration,
    ...(header.relations === undefined
      ? {}
      : { relations: { ...header.relations, weights: transpose(weightsAt(size, relationSize), relationRows) } }),
  };
}

function relationLabels(model: Model): number {
  return model.relations?.labels.length ?? 0;
}

function withoutWeights({ bits, scale, labels, thresholds }: RelationModel): Omit<RelationModel, 'weights'> {
  return { bits, scale, labels, thresholds };
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

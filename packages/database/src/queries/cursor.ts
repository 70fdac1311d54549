/** A cursor that we did not give out. */
export class InvalidCursorError extends Error {
  override readonly name = 'InvalidCursorError';
  constructor() {
    super('the cursor is not one of ours; leave it out to begin at the start');
  }
}

export type CursorValue = string | number;

/** Which part of a list. */
export interface PageRequest {
  /** Items at most, from 1. */
  readonly limit: number;
  /** `next_cursor` of the part before. */
  readonly cursor?: string;
}

/** Opaque to those who carry it: the sort key of the last item shown. */
export function encodeCursor(values: readonly CursorValue[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** What a cursor may hold. Anybody can write one: nothing else reaches the database. */
const kinds = {
  integer: (value: unknown): value is number => Number.isInteger(value) && Math.abs(value as number) <= maxInteger,
  uuid: (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value),
  time: (value: unknown): value is string =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) && !Number.isNaN(Date.parse(value)),
  text: (value: unknown): value is string => typeof value === 'string' && !value.includes('\u0000'),
} as const;
export type CursorKind = keyof typeof kinds;

/** The largest `integer` of Postgres, and a value above every count. */
export const maxInteger = 2_147_483_647;

/** Reads values of these kinds. Throws `InvalidCursorError`. */
export function decodeCursor(cursor: string, ...wanted: readonly CursorKind[]): readonly CursorValue[] {
  const values = parse(Buffer.from(cursor, 'base64url').toString());
  if (!Array.isArray(values) || values.length !== wanted.length) throw new InvalidCursorError();
  if (!wanted.every((kind, index) => kinds[kind](values[index]))) throw new InvalidCursorError();
  return values as readonly CursorValue[];
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) throw new InvalidCursorError();
    throw error;
  }
}

/** Makes a part of a list from one row more than was asked for: the extra row says that there is more. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly CursorValue[],
  viewOf: (row: Row) => Item,
): { readonly items: readonly Item[]; readonly next_cursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(viewOf), next_cursor: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null };
}

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

/** Reads `kinds.length` values of these kinds. Throws `InvalidCursorError`. */
export function decodeCursor(cursor: string, kinds: readonly ('string' | 'number')[]): readonly CursorValue[] {
  const values = parse(Buffer.from(cursor, 'base64url').toString());
  if (!Array.isArray(values) || values.length !== kinds.length) throw new InvalidCursorError();
  if (!values.every((value: unknown, index): value is CursorValue => typeof value === kinds[index])) throw new InvalidCursorError();
  return values;
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

/** Fields that the mover adds to an entry it puts back: whose retry it is, and which attempt comes next. Other groups pass such an entry over. */
export const retryGroupField = 'retry_group';
export const retryAttemptField = 'retry_attempt';

export interface RetryMarker {
  readonly group: string;
  readonly attempt: number;
}

/** The marker of an entry, or `undefined` when it is not a retry. */
export function retryMarkerOf(fields: readonly string[]): RetryMarker | undefined {
  // The mover appends the two pairs last, so that ordinary entries cost one comparison.
  const last = fields.length - 4;
  if (last < 0 || fields[last] !== retryGroupField || fields[last + 2] !== retryAttemptField) return undefined;
  const attempt = Number(fields[last + 3]);
  return Number.isInteger(attempt) && attempt >= 1 ? { group: fields[last + 1] ?? '', attempt } : undefined;
}

/** The fields as they were published. */
export function withoutRetryMarker(fields: readonly string[]): readonly string[] {
  return retryMarkerOf(fields) === undefined ? fields : fields.slice(0, -4);
}

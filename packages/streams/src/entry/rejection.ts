import type { RejectionCode } from '@tributary/contracts';

/** Limits of one entry, checked before anything is parsed. */
export interface EntryLimits {
  /** All fields together, in bytes. Entries carry ids and counts; payloads go to the object store. */
  readonly maxBytes: number;
  /** Nesting of the JSON. */
  readonly maxDepth: number;
}

export const defaultEntryLimits: EntryLimits = { maxBytes: 256 * 1024, maxDepth: 32 };

/** Why an entry is no valid event. */
export interface Rejection {
  readonly ok: false;
  readonly reason: RejectionCode;
  /** The rule that was broken, in words. */
  readonly rule: string;
  /** Field, path or character position. */
  readonly position: string;
}

export function reject(reason: RejectionCode, rule: string, position: string): Rejection {
  return { ok: false, reason, rule, position };
}

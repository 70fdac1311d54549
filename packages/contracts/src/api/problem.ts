/** Answer of the HTTP API when something is wrong (RFC 9457, `application/problem+json`). */
export interface Problem {
  /** `urn:tributary:problem:<code>`: identifies the kind of problem. */
  readonly type: string;
  readonly title: string;
  /** HTTP status. */
  readonly status: number;
  /** What happened, to what, and what to do. */
  readonly detail: string;
  /** Path of the request. */
  readonly instance?: string;
  /** Stable code, the last part of `type`. */
  readonly code: string;
  /** Fields that broke a rule. */
  readonly errors?: readonly { readonly position: string; readonly rule: string }[];
}

/** One part of a list. `next_cursor` is opaque; `null` after the last part. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
}

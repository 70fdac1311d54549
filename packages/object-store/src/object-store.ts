/** Bytes that are kept under their own hash. */
export interface StoredObject {
  /** `object://<sha256>`. */
  readonly uri: string;
  /** Hexadecimal, lower case. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
}

export interface ObjectStat {
  /** Bytes; null where the other side does not say. */
  readonly size: number | null;
  readonly contentType: string | null;
}

export interface ReadOptions {
  readonly signal?: AbortSignal;
  /** Bytes beyond which reading ends with `too_large`; never above the store's own limit. */
  readonly maxBytes?: number;
}

export interface PutOptions extends ReadOptions {
  /** Only for messages: names never become paths. */
  readonly fileName?: string;
}

export type ByteSource = Uint8Array | AsyncIterable<Uint8Array>;

/**
 * Bytes by URI (P-13). `object://` is ours and can be written; `file://`, `http(s)://` and `s3://` are read where the submitter keeps them.
 *
 * Errors: `TerminalError` with `source_not_found`, `source_forbidden` or `too_large`; `RetryableError` with `network`, `timeout`, `rate_limited` or
 * `object_store_unavailable`. All methods may be called concurrently.
 */
export interface ObjectStore {
  /** The whole object, or an error: never a part of it. */
  get(uri: string, options?: ReadOptions): Promise<Uint8Array>;
  stat(uri: string, options?: ReadOptions): Promise<ObjectStat>;
  /** Takes what is at a URI into our own keeping, part by part: memory does not grow with its size. */
  copy(uri: string, options?: ReadOptions): Promise<StoredObject>;
  /** Keeps bytes under their hash. Idempotent, atomic: a reader sees all bytes or none. */
  put(bytes: ByteSource, options?: PutOptions): Promise<StoredObject>;
  /** Removes an object that is ours. `foreign`: the URI names a place that belongs to somebody else, and nothing was removed. */
  delete(uri: string): Promise<'deleted' | 'absent' | 'foreign'>;
  /** Removes the bytes with this hash wherever they are kept. Bytes are shared by content: ask only when no document refers to them any more. Returns how many objects went. */
  deleteAllOf(sha256: string): Promise<number>;
}

/** Where bytes under their hash live: a directory or a bucket. One conformance suite covers all. */
export interface BlobStore {
  get(sha256: string, options: { readonly signal?: AbortSignal; readonly maxBytes: number }): Promise<Uint8Array>;
  stat(sha256: string, options: { readonly signal?: AbortSignal }): Promise<ObjectStat>;
  put(
    bytes: ByteSource,
    options: { readonly signal?: AbortSignal; readonly maxBytes: number; readonly label: string },
  ): Promise<StoredObject>;
  delete(sha256: string): Promise<boolean>;
}

/** A place that we only read. */
export interface SourceReader {
  /** The bytes part by part, never more than `maxBytes`; what goes wrong is thrown on the way. */
  read(url: URL, options: { readonly signal?: AbortSignal; readonly maxBytes: number }): AsyncIterable<Uint8Array>;
  stat(url: URL, options: { readonly signal?: AbortSignal }): Promise<ObjectStat>;
}

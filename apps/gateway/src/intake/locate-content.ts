import type { DocumentSubmitted } from '@tributary/contracts';
import type { ObjectStore } from '@tributary/object-store';

/** What is known of a document's bytes when it is accepted. */
export interface LocatedContent {
  /** In the object store; absent while the bytes are still with the submitter. */
  readonly contentUri?: string;
  readonly sha256?: string;
  /** Bytes. */
  readonly size?: number;
}

/**
 * Takes bytes that are at hand into the object store, so that they are known by their hash (P-12) and stay as they were submitted. What is on the web or in a
 * bucket is fetched by the OCR service, with its patience and its limits. Throws what the store throws.
 */
export async function locateContent(
  store: ObjectStore,
  { uri, sha256, size }: DocumentSubmitted,
  signal?: AbortSignal,
): Promise<LocatedContent> {
  const options = signal === undefined ? {} : { signal };
  if (uri.startsWith('object://')) {
    const stat = await store.stat(uri, options);
    return { contentUri: uri, sha256: uri.slice('object://'.length), ...(stat.size === null ? {} : { size: stat.size }) };
  }
  if (uri.startsWith('file://')) {
    const stored = await store.copy(uri, options);
    return { contentUri: stored.uri, sha256: stored.sha256, size: stored.size };
  }
  return { ...(sha256 === undefined ? {} : { sha256 }), ...(size === undefined ? {} : { size }) };
}

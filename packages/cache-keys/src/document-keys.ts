import type { FlowStage } from '@tributary/contracts';
import { type AnyOutput, outputKey } from './cache-key.js';
import { documentTag, type KeySpace } from './key-space.js';
import { outputs, outputsFrom } from './outputs.js';

/** Keys of a document beside its outputs. */
export interface DocumentKeys {
  /** DOC_STATE: hash of micro-stages. */
  state(documentUuid: string): string;
  /** DOC_PROCESSING_LOCK: who works on the document, with its fencing token. */
  lock(documentUuid: string): string;
  /** DOC_KEY_INDEX: set of the family keys that were written, so that invalidation never scans the keyspace. */
  index(documentUuid: string): string;
  output(output: AnyOutput, documentUuid: string, member?: string): string;
}

export function documentKeys(space: KeySpace): DocumentKeys {
  const own = (segment: string, documentUuid: string) => `${documentTag(space, documentUuid)}:doc:${segment}:${documentUuid}`;
  return {
    state: (documentUuid) => own('state', documentUuid),
    lock: (documentUuid) => own('lock', documentUuid),
    index: (documentUuid) => own('index', documentUuid),
    output: (output, documentUuid, member) => outputKey(space, output, documentUuid, member),
  };
}

/** What to unlink: keys as they are, and prefixes of the family members listed in the document's index set. */
export interface Invalidation {
  readonly keys: readonly string[];
  readonly families: readonly string[];
  /** Set that lists the family keys. */
  readonly index: string;
}

/** Every key of a document but its lock, which invalidation never deletes. */
export function allDocumentKeys(space: KeySpace, documentUuid: string): Invalidation {
  const invalidation = invalidate(space, documentUuid, outputs);
  return { ...invalidation, keys: [...invalidation.keys, documentKeys(space).state(documentUuid)] };
}

/** Keys of a stage's outputs and of all stages after it (P-60). */
export function keysOfStagesFrom(
  space: KeySpace,
  documentUuid: string,
  stage: FlowStage,
  options: { readonly preserveOcr?: boolean } = {},
): Invalidation {
  return invalidate(space, documentUuid, outputsFrom(stage, options));
}

function invalidate(space: KeySpace, documentUuid: string, gone: readonly AnyOutput[]): Invalidation {
  return {
    keys: gone.filter((output) => output.kind === 'single').map((output) => outputKey(space, output, documentUuid)),
    families: gone.filter((output) => output.kind === 'family').map((output) => outputKey(space, output, documentUuid, '')),
    index: documentKeys(space).index(documentUuid),
  };
}

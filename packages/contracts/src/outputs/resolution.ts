import type { EntityType } from '../entity-types.js';
import type { Mention } from './extraction.js';

/** A thing the document speaks of: a cluster of its mentions, linked to the project's registry (P-50, P-51). */
export interface CanonicalEntity {
  /** UUIDv5 of document, type and the cluster's first mention: this document's view of the entity. */
  readonly canonical_id: string;
  /** The project-wide entity it was linked to. The projection's `uuid`. */
  readonly entity_uuid: string;
  readonly name: string;
  readonly type: EntityType;
  readonly aliases: readonly string[];
  readonly mention_count: number;
  readonly confidence: number;
}

/** A mention with the document's canonical entity it belongs to. */
export interface ResolvedMention extends Mention {
  readonly resolved_canonical_id: string;
}

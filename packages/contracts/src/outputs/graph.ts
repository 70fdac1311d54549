import type { RelationType } from '../entity-types.js';

/** A relation of one document between two canonical entities, with its evidence (P-55). */
export interface StagedRelationship {
  /** UUIDv5 of document, subject, predicate and object. */
  readonly relationship_uuid: string;
  readonly from_canonical_id: string;
  readonly type: RelationType;
  readonly to_canonical_id: string;
  readonly confidence: number;
  /** Every sentence that supports it; offsets into the cleaned text, half-open. */
  readonly evidence: readonly {
    readonly chunk_uuid: string;
    readonly start: number;
    readonly end: number;
    readonly quote: string;
    readonly confidence: number;
  }[];
}

/** What a document contributes to the graph, counted. */
export interface GraphSummary {
  readonly nodes: number;
  readonly relationships: number;
  readonly projected: boolean;
}

/** What a person does: joins entities, takes one apart, or answers a question of the review list. */
export type DecisionKind = 'merge' | 'split' | 'review';

/** One of the names that make up an entity. */
export interface EntityNameView {
  readonly variant_id: string;
  readonly name: string;
  readonly document_count: number;
  readonly mention_count: number;
}

/** What a person decided, and whether it still stands. */
export interface DecisionView {
  readonly decision_id: string;
  readonly kind: DecisionKind;
  readonly judgement: 'positive' | 'negative';
  readonly decided_by: string;
  readonly reason: string | null;
  readonly decided_at: string;
  readonly undone_by: string | null;
  readonly undone_at: string | null;
  /** Names on the two sides; for a split by documents the same name on both. */
  readonly left: readonly string[];
  readonly right: readonly string[];
  /** Documents that were separated; empty unless a split named documents. */
  readonly document_uuids: readonly string[];
}

/** `POST /v1/entities/merge`. */
export interface MergeRequest {
  readonly entities: readonly string[];
  readonly reason?: string;
}

/** `POST /v1/entities/{id}/split`: by names or by documents. */
export interface SplitRequest {
  /** `variant_id`s of the entity's names that are somebody else's. */
  readonly names?: readonly string[];
  /** Documents in which its name means somebody else, one and the same. */
  readonly documents?: readonly string[];
  readonly reason?: string;
}

/** `POST /v1/review/{id}`. */
export interface ReviewRequest {
  readonly decision: 'same' | 'different';
  readonly reason?: string;
}

/** What a decision came to, or its undoing. Ids only: it is kept under its idempotency key, and an erasure must not leave names behind (P-61). */
export interface DecisionReceipt {
  /** What undoes it; null when a judgement of the matcher was taken back. */
  readonly decision_id: string | null;
  /** The entities that the names belong to now. */
  readonly entity_uuids: readonly string[];
}

/** A pair that waits for a person: the matcher was unsure, or sure of several that exclude each other. */
export interface ReviewPairView {
  readonly judgement_id: string;
  readonly type: string;
  readonly judgement: 'positive' | 'unsure';
  readonly score: number;
  readonly evidence: readonly string[];
  readonly left: ReviewSideView;
  readonly right: ReviewSideView;
}

export interface ReviewSideView extends EntityNameView {
  /** The entity that the name belongs to now. */
  readonly entity_uuid: string;
  /** Who and what it is named with in its documents. */
  readonly contexts: readonly string[];
}

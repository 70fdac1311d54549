import type { DecisionView, EntityNameView } from './review-views.js';

/** A canonical entity of a project as lists and drawings show it. */
export interface EntitySummary {
  readonly entity_uuid: string;
  readonly project: string;
  readonly name: string;
  readonly type: string;
  readonly aliases: readonly string[];
  readonly mention_count: number;
  readonly document_count: number;
}

/** Words of a document that support something. Offsets are half-open, into the document's cleaned text. */
export interface EvidenceView {
  readonly document_uuid: string;
  readonly file_name: string;
  readonly chunk_uuid: string;
  readonly page: number;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
  readonly confidence: number;
}

/** A mention in its sentence: `quote.slice(start - quote_start, end - quote_start) === text`. */
export interface EntityMentionView extends EvidenceView {
  readonly mention_uuid: string;
  readonly text: string;
  readonly quote_start: number;
}

/** A relation between two entities, merged across documents. */
export interface RelationView {
  /** `<from entity> <type> <to entity>`, derived: the same relation keeps its id. */
  readonly id: string;
  readonly from: string;
  readonly type: string;
  readonly to: string;
  /** 0 to 1: the best of its evidence. */
  readonly confidence: number;
  /** Sentences that support it, over all documents. */
  readonly support_count: number;
  readonly document_uuids: readonly string[];
  /** Strongest first; capped in lists. */
  readonly evidence: readonly EvidenceView[];
}

/** `GET /v1/entities/{id}`. */
export interface EntityDetail extends EntitySummary {
  readonly mentions: readonly EntityMentionView[];
  /** Whether there are more mentions than shown. */
  readonly mentions_truncated: boolean;
  readonly relations: readonly EntityRelationView[];
  /** The names it is known by, most mentioned first: what can be split off. */
  readonly names: readonly EntityNameView[];
  /** Judgements that made the entity what it is, newest first (P-53). */
  readonly judgements: readonly JudgementView[];
  /** What people decided about it, newest first, undone decisions too. */
  readonly history: readonly DecisionView[];
}

export interface EntityRelationView extends RelationView {
  readonly direction: 'out' | 'in';
  readonly other: Pick<EntitySummary, 'entity_uuid' | 'name' | 'type'>;
}

export interface JudgementView {
  readonly judgement_id: string;
  readonly judgement: 'positive' | 'negative' | 'unsure';
  readonly score: number | null;
  /** Why: `same_name`, `acronym`, `shared_context`, `same_document`, `person`, … */
  readonly evidence: readonly string[];
  /** `matcher`, `document`, or who decided. */
  readonly author: string;
  readonly reason: string | null;
  /** The two names that were compared. */
  readonly left: string;
  readonly right: string;
  readonly decided_at: string;
}

/** `GET /v1/graph`: a neighbourhood for drawing. */
export interface GraphView {
  readonly nodes: readonly EntitySummary[];
  readonly edges: readonly RelationView[];
  /** How many nodes stand outside the limit. */
  readonly omitted_nodes: number;
}

/** `GET /v1/graph/path`. */
export interface PathView extends GraphView {
  readonly found: boolean;
  /** Edges on the way; null when there is no way. */
  readonly length: number | null;
}

import type { EntityType, RelationType } from '../entity-types.js';

/** One name, date or number in the text (P-40). `cleaned.slice(start, end) === text` always holds. */
export interface Mention {
  /** UUIDv5 of document, start, end and type: the same mention keeps its id through reprocessing. */
  readonly mention_uuid: string;
  readonly chunk_uuid: string;
  readonly text: string;
  readonly type: EntityType;
  /** Offsets into the cleaned document text, half-open. */
  readonly start: number;
  readonly end: number;
  /** 0 to 1, calibrated: of those given 0.9, nine in ten are right. */
  readonly confidence: number;
  readonly provider: string;
  /** ISO date, amount with currency, lower-case address: what equal things have in common. */
  readonly normalized?: string;
}

/** A relation that a sentence, a signature block or a table supports (P-40). */
export interface RelationCandidate {
  readonly relation_uuid: string;
  readonly subject_mention_uuid: string;
  readonly predicate: RelationType;
  readonly object_mention_uuid: string;
  readonly confidence: number;
  /** Offsets into the cleaned document text, half-open: the words that say so. */
  readonly evidence: { readonly start: number; readonly end: number };
  readonly chunk_uuid: string;
  readonly provider: string;
}

/** A name the text itself defines: `Acme Widgets, Inc. (the "Company")`. Offsets into the text given, half-open. */
export interface DefinedTerm {
  readonly term: string;
  readonly start: number;
  readonly end: number;
  /** The mention it stands for. */
  readonly refers_to: { readonly start: number; readonly end: number };
}

/** What one chunk contains, cached by content (P-43): offsets relative to the chunk, no document ids. */
export interface ChunkExtraction {
  readonly mentions: readonly {
    readonly text: string;
    readonly type: EntityType;
    readonly start: number;
    readonly end: number;
    readonly confidence: number;
    readonly normalized?: string;
  }[];
  /** `subject` and `object` are indices into `mentions`. */
  readonly relations: readonly {
    readonly subject: number;
    readonly predicate: RelationType;
    readonly object: number;
    readonly confidence: number;
    readonly evidence: { readonly start: number; readonly end: number };
  }[];
  /** What the provider returned and the text does not contain (P-40). */
  readonly dropped: number;
}

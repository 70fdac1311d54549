import type { EntityType } from '../entity-types.js';

/** What one document says of one thing, before it is linked to the project (P-50). */
export interface EntityDraft {
  /** UUIDv5 of document, type and the cluster's first mention. */
  readonly canonical_id: string;
  /** The fullest form in the document. */
  readonly name: string;
  readonly type: EntityType;
  /** Other forms in the document, in order of appearance. */
  readonly aliases: readonly string[];
  /** Those of the aliases that mean it in this document only: the "Company". */
  readonly terms?: readonly string[];
  readonly mention_count: number;
  /** 0 to 1. */
  readonly confidence: number;
  /** The value equal things share, for dates, amounts, addresses and numbers. */
  readonly normalized?: string;
  /** E-mail addresses and the like that the text ties to it: they speak for a merge across documents. */
  readonly identifiers?: readonly string[];
  /** Keys of the people and organisations it stands nearest to: weak evidence. */
  readonly contexts?: readonly string[];
}

/** A name as a draft contributes it. */
export interface VariantDraft {
  readonly type: EntityType;
  /** The normalised name by the rules of its type. */
  readonly key: string;
  readonly name: string;
}

/** A name and how much it is used: what clusters are derived from and called by. */
export interface NamedVariant {
  /** UUIDv5 of project, type, key and discriminator. */
  readonly variant_id: string;
  readonly type: EntityType;
  /** The normalised name by the rules of its type. */
  readonly key: string;
  /** Keeps namesakes apart that a person has separated; empty otherwise. */
  readonly discriminator: string;
  /** As written most fully. */
  readonly name: string;
  readonly document_count: number;
  readonly mention_count: number;
  /** Names of documents' entities that it stands for, beside its own. */
  readonly aliases: readonly string[];
}

/** One way a thing is named in a project, with what pairs are judged by: documents that use the same name share it, so a popular name stays one row (P-51). */
export interface RegistryVariant extends NamedVariant {
  readonly identifiers: readonly string[];
  readonly contexts: readonly string[];
}

export type JudgementVerdict = 'positive' | 'negative' | 'unsure';
/** `document`: a text itself uses both names for one thing. */
export type JudgementAuthor = 'matcher' | 'document' | 'person';

/** Whether two variants mean the same, who says so and why (P-53). `a < b`. */
export interface Judgement {
  readonly a: string;
  readonly b: string;
  readonly judgement: JudgementVerdict;
  /** 0 (certainly two) to 1 (certainly one). */
  readonly score: number;
  /** Constant phrases: `same_name`, `initials`, `acronym`, `shared_identifier`, … */
  readonly evidence: readonly string[];
  readonly author: JudgementAuthor;
}

/** Which project-wide entity a document's entity was linked to. */
export interface EntityLink {
  readonly canonical_id: string;
  readonly entity_uuid: string;
}

/** Keys under which a variant is found, and those under which it looks for others: a surname finds full names, not the other way round in bulk. */
export interface BlockingKeys {
  readonly stored: readonly string[];
  readonly probed: readonly string[];
}

/** The decisions of a registry, as pure functions: what stores it knows nothing of names. */
export interface RegistryRules {
  /** The names a draft contributes, the one it is linked by first. */
  variantsOf(draft: EntityDraft): readonly VariantDraft[];
  blockingKeys(variant: VariantDraft): BlockingKeys;
  /** Whether two variants mean the same by name, identifiers and context; nothing when the pair is not worth remembering. */
  scorePair(a: RegistryVariant, b: RegistryVariant): Judgement | undefined;
  /** Clusters of variant ids: the same for the same variants and judgements, in whatever order they are given. */
  deriveClusters(variants: readonly NamedVariant[], judgements: readonly Judgement[]): readonly (readonly string[])[];
  /** The name a cluster is shown by. */
  chooseName(variants: readonly NamedVariant[]): string;
  /** The better of two spellings of one variant; any order of comparing many gives the same. */
  betterSpelling(type: EntityType, a: string, b: string): string;
}

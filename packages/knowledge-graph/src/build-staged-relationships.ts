import {
  type CanonicalEntity,
  type Chunk,
  deriveUuid,
  type ExtractionSchema,
  type RelationCandidate,
  type ResolvedMention,
  type StagedRelationship,
} from '@tributary/contracts';
import { directionOf } from './relation-direction.js';

/** Grows when the same candidates would be staged differently: outputs of older code are not reused (P-1). */
export const graphVersion = 1;

export interface StagingInput {
  readonly documentUuid: string;
  /** The cleaned text. */
  readonly text: string;
  readonly chunks: readonly Chunk[];
  readonly mentions: readonly ResolvedMention[];
  readonly entities: readonly CanonicalEntity[];
  readonly relations: readonly RelationCandidate[];
  /** The project's vocabulary; the default one when absent. */
  readonly schema?: ExtractionSchema;
}

type Evidence = StagedRelationship['evidence'][number];

/**
 * Merges a document's relation candidates by subject, type and object (P-55): canonical direction, no relation of a thing
 * with itself, every sentence kept as a quote. Sorted by id, whatever the order of the candidates.
 */
export function buildStagedRelationships(input: StagingInput): StagedRelationship[] {
  const entities = new Map(input.entities.map((entity) => [entity.canonical_id, entity]));
  const entityOf = new Map(input.mentions.map((mention) => [mention.mention_uuid, entities.get(mention.resolved_canonical_id)]));
  const chunks = new Set(input.chunks.map((chunk) => chunk.chunk_uuid));
  const drafts = new Map<string, Draft>();
  for (const candidate of input.relations) {
    const ends = placeEnds(candidate, entityOf, input.schema);
    const evidence = chunks.has(candidate.chunk_uuid) ? quote(candidate, input.text) : undefined;
    if (!ends || !evidence) continue;
    const [from, to] = ends;
    const id = deriveUuid('relationship', input.documentUuid, from.canonical_id, candidate.predicate, to.canonical_id);
    const draft = drafts.get(id) ?? { from, type: candidate.predicate, to, evidence: new Map<string, Evidence>() };
    drafts.set(id, draft);
    addEvidence(draft.evidence, evidence);
  }
  return [...drafts].map(([id, draft]) => staged(id, draft)).sort((a, b) => (a.relationship_uuid < b.relationship_uuid ? -1 : 1));
}

/** A relationship while its evidence is gathered. */
interface Draft {
  readonly from: CanonicalEntity;
  readonly type: string;
  readonly to: CanonicalEntity;
  /** By its place in the text. */
  readonly evidence: Map<string, Evidence>;
}

function staged(id: string, { from, type, to, evidence }: Draft): StagedRelationship {
  const quotes = [...evidence.values()].sort((a, b) => a.start - b.start || a.end - b.end);
  return {
    relationship_uuid: id,
    from_canonical_id: from.canonical_id,
    type,
    to_canonical_id: to.canonical_id,
    confidence: quotes.reduce((most, { confidence }) => Math.max(most, confidence), 0),
    evidence: quotes,
  };
}

/** The two entities in canonical direction, or nothing when a mention is unknown, both are one, or the types do not fit. */
function placeEnds(
  candidate: RelationCandidate,
  entityOf: ReadonlyMap<string, CanonicalEntity | undefined>,
  schema: ExtractionSchema | undefined,
): [CanonicalEntity, CanonicalEntity] | undefined {
  const [subject, object] = [entityOf.get(candidate.subject_mention_uuid), entityOf.get(candidate.object_mention_uuid)];
  if (!subject || !object || subject.canonical_id === object.canonical_id || subject.entity_uuid === object.entity_uuid) return undefined;
  switch (directionOf(candidate.predicate, subject, object, schema)) {
    case 'forward':
      return [subject, object];
    case 'backward':
      return [object, subject];
    case 'impossible':
      return undefined;
  }
}

function quote(candidate: RelationCandidate, text: string): Evidence | undefined {
  const { start, end } = candidate.evidence;
  if (start < 0 || end > text.length || start >= end) return undefined;
  return { chunk_uuid: candidate.chunk_uuid, start, end, quote: text.slice(start, end), confidence: candidate.confidence };
}

/** The same words said twice by two chunks that overlap are one piece of evidence. */
function addEvidence(known: Map<string, Evidence>, added: Evidence): void {
  const place = `${added.start}-${added.end}`;
  const same = known.get(place);
  if (same === undefined || same.confidence < added.confidence) known.set(place, added);
}

import { defaultSchema, type EntityType, type ExtractionSchema, type RelationType } from '@tributary/contracts';

/** Relations that say the same both ways: one edge, whichever way the sentence ran. */
export const symmetricRelations: ReadonlySet<RelationType> = new Set(['FAMILY_OF', 'PARTY_TO_CONTRACT_WITH']);

/** One end of a relation: its type, and the id that orders the ends of a symmetric one. */
export interface RelationEnd {
  readonly type: EntityType;
  readonly entity_uuid: string;
}

/**
 * Whether the ends stand as the vocabulary wants them, must change places, or fit neither way.
 * Ends of a symmetric relation stand in order of their ids, so that all documents agree on one edge.
 */
export function directionOf(
  type: RelationType,
  from: RelationEnd,
  to: RelationEnd,
  schema: ExtractionSchema = defaultSchema,
): 'forward' | 'backward' | 'impossible' {
  const definition = schema.relation_types.find((relation) => relation.type === type);
  if (!definition) return 'forward';
  const fits = (a: RelationEnd, b: RelationEnd) => definition.from.includes(a.type) && definition.to.includes(b.type);
  if (symmetricRelations.has(type) && fits(from, to) && fits(to, from)) return from.entity_uuid <= to.entity_uuid ? 'forward' : 'backward';
  if (fits(from, to)) return 'forward';
  return fits(to, from) ? 'backward' : 'impossible';
}

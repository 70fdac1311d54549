import type { EvidenceView, RelationView } from '@tributary/contracts';
import { relationId } from '@tributary/contracts';
import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../schema/index.js';

/** Relation types that say the same both ways: their ends are ordered by id, so that all documents agree on one edge. */
export type SymmetricTypes = ReadonlySet<string>;

export interface RelationRequest {
  /** Condition on `neo4j_relationships_staging r`, with its ends `f` and `t` in `neo4j_canonical_entities`. */
  readonly where: RawBuilder<unknown>;
  readonly symmetric: SymmetricTypes;
  readonly limit: number;
  readonly offset?: number;
  /** Pieces of evidence per relation, at most. */
  readonly evidence: number;
}

interface Row {
  readonly from_uuid: string;
  readonly type: string;
  readonly to_uuid: string;
  readonly confidence: number;
  readonly support_count: number;
  readonly document_uuids: readonly string[];
  readonly evidence: readonly EvidenceView[];
}

/** Relations merged across documents, strongest first: said by most documents, then most often, then most surely. */
export async function relations(db: Database, request: RelationRequest): Promise<readonly RelationView[]> {
  const { rows } = await sql<Row>`
    with staged as (${stagedRelations(request.where, request.symmetric)}),
    merged as (
      select from_uuid, type, to_uuid, max(confidence) as confidence, sum(jsonb_array_length(evidence))::int as support_count,
        to_jsonb(array_agg(distinct document_uuid)) as document_uuids, count(distinct document_uuid) as documents
      from staged group by from_uuid, type, to_uuid
      order by documents desc, support_count desc, confidence desc, from_uuid, type, to_uuid
      limit ${request.limit} offset ${request.offset ?? 0}
    ),
    said as (
      select s.from_uuid, s.type, s.to_uuid, s.document_uuid, e.item, row_number() over (
        partition by s.from_uuid, s.type, s.to_uuid order by (e.item->>'confidence')::float8 desc, s.document_uuid, (e.item->>'start')::int
      ) as rank
      from staged s join merged m using (from_uuid, type, to_uuid) cross join lateral jsonb_array_elements(s.evidence) as e(item)
    ),
    quoted as (
      select q.from_uuid, q.type, q.to_uuid, jsonb_agg(jsonb_build_object(
        'document_uuid', q.document_uuid, 'file_name', coalesce(d.file_name, ''), 'chunk_uuid', q.item->>'chunk_uuid', 'page', coalesce(c.page_start, 1),
        'start', (q.item->>'start')::int, 'end', (q.item->>'end')::int, 'quote', q.item->>'quote', 'confidence', (q.item->>'confidence')::float8
      ) order by q.rank) as evidence
      from said q
      join source_documents d on d.document_uuid = q.document_uuid
      left join neo4j_chunks c on c.chunk_uuid = (q.item->>'chunk_uuid')::uuid
      where q.rank <= ${request.evidence} group by q.from_uuid, q.type, q.to_uuid
    )
    select m.from_uuid, m.type, m.to_uuid, m.confidence, m.support_count, m.document_uuids, coalesce(q.evidence, '[]') as evidence
    from merged m left join quoted q using (from_uuid, type, to_uuid)
    order by m.documents desc, m.support_count desc, m.confidence desc, m.from_uuid, m.type, m.to_uuid`.execute(db);
  return rows.map(({ from_uuid, to_uuid, ...rest }) => ({
    id: relationId(from_uuid, rest.type, to_uuid),
    from: from_uuid,
    to: to_uuid,
    ...rest,
  }));
}

/** Relations between project-wide entities, one row per document; the registry may have made one of two that a document kept apart. */
function stagedRelations(where: RawBuilder<unknown>, symmetric: SymmetricTypes): RawBuilder<unknown> {
  const swap = sql`r.relation_type = any(${[...symmetric]}::text[]) and f.entity_uuid > t.entity_uuid`;
  return sql`
    select r.document_uuid, r.relation_type as type, r.confidence, r.evidence,
      case when ${swap} then t.entity_uuid else f.entity_uuid end as from_uuid,
      case when ${swap} then f.entity_uuid else t.entity_uuid end as to_uuid
    from neo4j_relationships_staging r
    join neo4j_canonical_entities f on f.canonical_id = r.from_canonical_id
    join neo4j_canonical_entities t on t.canonical_id = r.to_canonical_id
    where f.entity_uuid <> t.entity_uuid and ${where}`;
}

/** Condition: has one of these entities at either end. Written so that both indexes serve. */
export function touching(entityUuids: readonly string[]): RawBuilder<unknown> {
  const own = sql`array(select canonical_id from neo4j_canonical_entities where entity_uuid = any(${[...entityUuids]}::uuid[]))`;
  return sql`r.relationship_uuid in (
    select relationship_uuid from neo4j_relationships_staging where from_canonical_id = any(${own})
    union select relationship_uuid from neo4j_relationships_staging where to_canonical_id = any(${own}))`;
}

/** Condition: has two of these entities at its ends. */
export function among(entityUuids: readonly string[]): RawBuilder<unknown> {
  return sql`f.entity_uuid = any(${[...entityUuids]}::uuid[]) and t.entity_uuid = any(${[...entityUuids]}::uuid[])`;
}

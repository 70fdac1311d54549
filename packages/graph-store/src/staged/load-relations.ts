import type { DocumentEvidence } from '@tributary/contracts';
import type { Database } from '@tributary/database';
import { type RawBuilder, sql } from 'kysely';

/** What every document says of the relations between pairs of project-wide entities, in both directions. */
export type StagedBetween = Pick<DocumentEvidence, 'chunks' | 'entities' | 'relationships'> & {
  readonly document: { readonly id: string; readonly version: number };
};

export interface EntityPair {
  readonly from: string;
  readonly to: string;
}

interface Row {
  readonly document_uuid: string;
  readonly version: number;
  readonly relationship: StagedBetween['relationships'][number];
  readonly from: StagedBetween['entities'][number];
  readonly to: StagedBetween['entities'][number];
  readonly chunks: StagedBetween['chunks'];
}

/** Relations between these pairs, in either direction, and all that touch these entities; whichever documents support them. */
export async function loadRelations(db: Database, pairs: readonly EntityPair[], entityUuids: readonly string[]): Promise<StagedBetween[]> {
  if (pairs.length === 0 && entityUuids.length === 0) return [];
  const from = pairs.flatMap((pair) => [pair.from, pair.to]);
  const to = pairs.flatMap((pair) => [pair.to, pair.from]);
  const between = sql`(f.entity_uuid, t.entity_uuid) in (select * from unnest(${from}::uuid[], ${to}::uuid[]))`;
  const touching = sql`f.entity_uuid = any(${[...entityUuids]}::uuid[]) or t.entity_uuid = any(${[...entityUuids]}::uuid[])`;
  return grouped(await query(db, sql`(${between}) or ${touching}`));
}

async function query(db: Database, condition: RawBuilder<unknown>): Promise<readonly Row[]> {
  const entity = (
    alias: 'f' | 't',
  ) => sql`jsonb_build_object('canonical_id', ${sql.ref(`${alias}.canonical_id`)}, 'entity_uuid', ${sql.ref(`${alias}.entity_uuid`)},
    'name', ${sql.ref(`${alias}.name`)}, 'type', ${sql.ref(`${alias}.type`)}, 'aliases', ${sql.ref(`${alias}.aliases`)},
    'mention_count', ${sql.ref(`${alias}.mention_count`)}, 'confidence', ${sql.ref(`${alias}.confidence`)})`;
  const { rows } = await sql<Row>`
    select r.document_uuid, d.processing_version as version,
      jsonb_build_object('relationship_uuid', r.relationship_uuid, 'from_canonical_id', r.from_canonical_id, 'type', r.relation_type,
        'to_canonical_id', r.to_canonical_id, 'confidence', r.confidence, 'evidence', r.evidence) as relationship,
      ${entity('f')} as "from", ${entity('t')} as "to",
      (select coalesce(jsonb_agg(jsonb_build_object('chunk_uuid', c.chunk_uuid, 'index', c.chunk_index)), '[]') from neo4j_chunks c
        where c.document_uuid = r.document_uuid and c.chunk_uuid in (select (e->>'chunk_uuid')::uuid from jsonb_array_elements(r.evidence) e)) as chunks
    from neo4j_relationships_staging r
    join neo4j_canonical_entities f on f.canonical_id = r.from_canonical_id
    join neo4j_canonical_entities t on t.canonical_id = r.to_canonical_id
    join source_documents d on d.document_uuid = r.document_uuid
    where ${condition} order by r.relationship_uuid`.execute(db);
  return rows;
}

function grouped(rows: readonly Row[]): StagedBetween[] {
  return [...Map.groupBy(rows, (row) => row.document_uuid)].map(([id, own]) => ({
    document: { id, version: own[0]?.version ?? 1 },
    chunks: own.flatMap((row) => row.chunks),
    entities: own.flatMap((row) => [row.from, row.to]),
    relationships: own.map((row) => row.relationship),
  }));
}

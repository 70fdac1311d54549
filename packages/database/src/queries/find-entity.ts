import type { CleanedText, EntityDetail, EntityMentionView, EntityRelationView } from '@tributary/contracts';
import { sql } from 'kysely';
import type { Database } from '../schema/index.js';
import { entitySummaries } from './entity-summaries.js';
import { decisionsOf, judgementsOf, namesOf } from './judgements.js';
import { loadOutputValues } from './load-output-value.js';
import { pageAt } from './page-at.js';
import { quoteAround } from './quote-around.js';
import { relations, type SymmetricTypes, touching } from './relations.js';

/** Mentions and relations shown of one entity; a page for people holds no more. */
const mostMentions = 200;
const mostRelations = 200;
const evidencePerRelation = 5;
const mostJudgements = 100;
const mostNames = 100;
const mostDecisions = 50;

/**
 * An entity with every mention in its sentence and every relation with its evidence; `undefined` when there is none. The id of one that was merged away finds
 * what it became.
 */
export async function findEntity(db: Database, asked: string, symmetric: SymmetricTypes): Promise<EntityDetail | undefined> {
  const entityUuid = await currentEntity(db, asked);
  const [summary] = await entitySummaries(db, [entityUuid]);
  if (summary === undefined) return undefined;
  const [mentions, own, names, judgements, history] = await Promise.all([
    mentionsOf(db, entityUuid),
    relationsOf(db, entityUuid, symmetric),
    namesOf(db, entityUuid, mostNames),
    judgementsOf(db, entityUuid, mostJudgements),
    decisionsOf(db, entityUuid, mostDecisions),
  ]);
  return {
    ...summary,
    mentions: mentions.slice(0, mostMentions),
    mentions_truncated: mentions.length > mostMentions,
    relations: own,
    names,
    judgements,
    history,
  };
}

async function currentEntity(db: Database, asked: string): Promise<string> {
  const { rows } = await sql<{ entity_uuid: string }>`select entity_uuid from registry_variants where variant_id = ${asked}`.execute(db);
  return rows[0]?.entity_uuid ?? asked;
}

interface MentionRow {
  readonly mention_uuid: string;
  readonly document_uuid: string;
  readonly file_name: string | null;
  readonly chunk_uuid: string;
  readonly chunk_text: string;
  readonly chunk_start: number;
  readonly page_start: number;
  readonly page_end: number;
  readonly text: string;
  readonly start_offset: number;
  readonly end_offset: number;
  readonly confidence: number;
}

/** Of the oldest documents: each that speaks of the entity mentions it, so that no more of them are needed than mentions are shown. */
async function mentionsOf(db: Database, entityUuid: string): Promise<readonly EntityMentionView[]> {
  const { rows } = await sql<MentionRow>`
    with own as (
      select e.canonical_id, e.document_uuid, d.file_name, d.created_at
      from neo4j_canonical_entities e join source_documents d on d.document_uuid = e.document_uuid
      where e.entity_uuid = ${entityUuid} order by d.created_at, e.document_uuid limit ${mostMentions + 1}
    )
    select m.mention_uuid, m.document_uuid, own.file_name, m.chunk_uuid, c.text as chunk_text, c.start_offset as chunk_start, c.page_start, c.page_end,
      m.text, m.start_offset, m.end_offset, m.confidence
    from own
    join neo4j_entity_mentions m on m.document_uuid = own.document_uuid and m.resolved_canonical_id = own.canonical_id
    join neo4j_chunks c on c.chunk_uuid = m.chunk_uuid
    order by own.created_at, m.document_uuid, m.start_offset, m.mention_uuid limit ${mostMentions + 1}`.execute(db);
  const across = [...new Set(rows.filter((row) => row.page_start !== row.page_end).map((row) => row.document_uuid))];
  const texts = await loadOutputValues<CleanedText>(db, across, 'DOC_CLEANED_TEXT');
  return rows.map((row) => mentionView(row, pageAt(texts.get(row.document_uuid)?.pages ?? [], row.start_offset) ?? row.page_start));
}

function mentionView(row: MentionRow, page: number): EntityMentionView {
  const { quote, start } = quoteAround(row.chunk_text, row.start_offset - row.chunk_start, row.end_offset - row.chunk_start);
  return {
    mention_uuid: row.mention_uuid,
    document_uuid: row.document_uuid,
    file_name: row.file_name ?? '',
    chunk_uuid: row.chunk_uuid,
    page,
    text: row.text,
    start: row.start_offset,
    end: row.end_offset,
    quote,
    quote_start: row.chunk_start + start,
    confidence: row.confidence,
  };
}

async function relationsOf(db: Database, entityUuid: string, symmetric: SymmetricTypes): Promise<readonly EntityRelationView[]> {
  const found = await relations(db, { where: touching([entityUuid]), symmetric, limit: mostRelations, evidence: evidencePerRelation });
  const others = found.map(({ from, to }) => (from === entityUuid ? to : from));
  const named = new Map((await entitySummaries(db, [...new Set(others)])).map((entity) => [entity.entity_uuid, entity]));
  return found.flatMap((relation, index) => {
    const other = named.get(others[index] ?? '');
    if (other === undefined) return [];
    const { entity_uuid, name, type } = other;
    return [
      { ...relation, direction: relation.from === entityUuid ? ('out' as const) : ('in' as const), other: { entity_uuid, name, type } },
    ];
  });
}

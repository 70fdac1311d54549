import { deriveUuid, type StagedRelationship } from '@tributary/contracts';
import { type Database, stageContributions } from '@tributary/database';
import { sql } from 'kysely';

/** A document as the stages before would have recorded it: sentences `<subject> <predicate> <object>`, one chunk each. */
export interface Told {
  readonly name: string;
  readonly facts: readonly (readonly [subject: string, predicate: string, object: string])[];
  readonly version?: number;
}

/** What was found in a document. */
export const contentTables = [
  'neo4j_relationships_staging',
  'neo4j_entity_mentions',
  'neo4j_chunks',
  'neo4j_canonical_entities',
  'neo4j_documents',
] as const;

export const entityUuid = (project: string, name: string) => deriveUuid('test entity', project, name);
export const documentUuid = (project: string, name: string) => deriveUuid('test document', project, name);

/** Records what documents say, replacing what they said before. */
export async function tell(db: Database, projectId: string, told: Told, fence: number): Promise<string> {
  const id = documentUuid(projectId, told.name);
  const version = told.version ?? 1;
  await sql`insert into projects (id, name) values (${projectId}, ${projectId}) on conflict do nothing`.execute(db);
  await sql`insert into source_documents (document_uuid, project_id, file_name, source_uri, content_sha256, size_bytes, processing_version, detected_file_type)
    values (${id}, ${projectId}, ${told.name}, ${`file:///${told.name}`}, ${deriveUuid('sha', told.name)}, 9, ${version}, 'text/plain')
    on conflict (document_uuid) do update set processing_version = excluded.processing_version`.execute(db);
  await sql`insert into neo4j_documents (document_uuid, project_id, processing_version, processing_status, language, category)
    values (${id}, ${projectId}, ${version}, 'processing', 'en', 'other') on conflict do nothing`.execute(db);
  for (const table of ['neo4j_entity_mentions', 'neo4j_chunks', 'neo4j_canonical_entities'])
    await sql`delete from ${sql.table(table)} where document_uuid = ${id}`.execute(db);
  const names = [...new Set(told.facts.flatMap(([subject, , object]) => [subject, object]))];
  for (const name of names) {
    await sql`insert into registry_entities (entity_uuid, project_id, type, name, document_count, mention_count)
      values (${entityUuid(projectId, name)}, ${projectId}, 'PERSON', ${name}, 1, 1) on conflict do nothing`.execute(db);
    await sql`insert into neo4j_canonical_entities (canonical_id, document_uuid, project_id, entity_uuid, name, type, mention_count, confidence)
      values (${canonical(id, name)}, ${id}, ${projectId}, ${entityUuid(projectId, name)}, ${name}, 'PERSON', 1, 0.9)`.execute(db);
  }
  const relationships = await tellFacts(db, id, told);
  const staged = {
    documentUuid: id,
    projectId,
    version,
    fence,
    batchProcessId: deriveUuid('batch', fence),
    projected: false,
    relationships,
  };
  await db.transaction().execute((tx) => stageContributions(tx, [staged]));
  return id;
}

/** One chunk, its mentions and one relationship for each fact. */
async function tellFacts(db: Database, id: string, told: Told): Promise<StagedRelationship[]> {
  const sentences = told.facts.map((fact) => fact.join(' '));
  const starts = sentences.map((_, index) => sentences.slice(0, index).join('\n').length + (index === 0 ? 0 : 1));
  const relationships: StagedRelationship[] = [];
  for (const [index, [subject, predicate, object]] of told.facts.entries()) {
    const text = sentences[index] ?? '';
    const start = starts[index] ?? 0;
    const chunk = deriveUuid('test chunk', id, index, text);
    await sql`insert into neo4j_chunks (chunk_uuid, document_uuid, chunk_index, text, start_offset, end_offset, page_start, page_end, token_count)
      values (${chunk}, ${id}, ${index}, ${text}, ${start}, ${start + text.length}, 1, 1, 3)`.execute(db);
    for (const name of [subject, object]) {
      const at = start + text.indexOf(name);
      await sql`insert into neo4j_entity_mentions (mention_uuid, document_uuid, chunk_uuid, text, type, start_offset, end_offset, confidence, provider, resolved_canonical_id)
        values (${deriveUuid('test mention', id, index, name)}, ${id}, ${chunk}, ${name}, 'PERSON', ${at}, ${at + name.length}, 0.9, 'test', ${canonical(id, name)})`.execute(
        db,
      );
    }
    relationships.push({
      relationship_uuid: deriveUuid('test relation', id, subject, predicate, object),
      from_canonical_id: canonical(id, subject),
      type: predicate,
      to_canonical_id: canonical(id, object),
      confidence: 0.8,
      evidence: [{ chunk_uuid: chunk, start, end: start + text.length, quote: text, confidence: 0.8 }],
    });
  }
  return relationships;
}

function canonical(document: string, name: string): string {
  return deriveUuid('test canonical', document, name);
}

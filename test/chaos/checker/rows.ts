import { createHash } from 'node:crypto';
import type { OpenStores } from './stores.js';

/** A multiset of rows: how often each stands there. */
export type Rows = ReadonlyMap<string, number>;

/** Tables whose rows a run of the corpus determines, and the columns that do not depend on when and by whom. */
const tables: Readonly<Record<string, string>> = {
  source_documents: 'document_uuid, file_name, processing_version, processing_status, current_stage, error_code',
  stage_runs: 'document_uuid, processing_version, stage, outcome, reason, error_code',
  stage_outputs: 'document_uuid, name, stage, processing_version, fingerprint, md5(value)',
  dead_letters: 'document_uuid, processing_version, stage, status, error_code',
  neo4j_documents: 'document_uuid, processing_version, processing_status, category, language, page_count, chunk_count, character_count',
  neo4j_chunks: 'chunk_uuid, document_uuid, chunk_index, text, start_offset, end_offset',
  neo4j_entity_mentions: 'mention_uuid, document_uuid, chunk_uuid, text, type, start_offset, end_offset, confidence, resolved_canonical_id',
  neo4j_canonical_entities: 'canonical_id, document_uuid, entity_uuid, name, type, mention_count',
  neo4j_relationships_staging: 'relationship_uuid, document_uuid, from_canonical_id, relation_type, to_canonical_id, confidence, evidence',
};

/** The rows of every table, of the documents whose file name does not say that they do harm: those have no fault-free run to compare with. */
export async function readRows({ query }: OpenStores, harmless: string): Promise<Record<string, Rows>> {
  const found: Record<string, Rows> = {};
  for (const [table, columns] of Object.entries(tables)) {
    const lines = await query<{ line: string; n: number }>(
      `select row(${columns})::text as line, count(*)::int as n from ${table}
       where document_uuid not in (select document_uuid from source_documents where file_name not like $1) group by 1`,
      [`${harmless}%`],
    );
    found[table] = new Map(lines.map(({ line, n }) => [line, n]));
  }
  return found;
}

export interface Difference {
  readonly missing: number;
  readonly extra: number;
  /** One line for each table that differs, with an example. */
  readonly says: readonly string[];
}

/** Rows that the fault-free run has and this one lacks, and the other way round; a wrong value is one of each. */
export function compareRows(golden: Readonly<Record<string, Rows>>, actual: Readonly<Record<string, Rows>>): Difference {
  let missing = 0;
  let extra = 0;
  const says: string[] = [];
  for (const table of new Set([...Object.keys(golden), ...Object.keys(actual)])) {
    const [lacks, has] = [surplus(golden[table], actual[table]), surplus(actual[table], golden[table])];
    missing += lacks.count;
    extra += has.count;
    if (lacks.count + has.count === 0) continue;
    says.push(`${table}: ${lacks.count} missing, ${has.count} extra, such as ${(lacks.example ?? has.example ?? '').slice(0, 200)}`);
  }
  return { missing, extra, says };
}

function surplus(these: Rows = new Map(), those: Rows = new Map()): { readonly count: number; readonly example?: string } {
  let count = 0;
  let example: string | undefined;
  for (const [line, n] of these) {
    const more = n - (those.get(line) ?? 0);
    if (more <= 0) continue;
    count += more;
    example ??= line;
  }
  return example === undefined ? { count } : { count, example };
}

/** A short name of a multiset: equal exactly when the multisets are. */
export function hashOf(rows: Rows): string {
  const hash = createHash('sha256');
  for (const [line, n] of [...rows].sort(([a], [b]) => (a < b ? -1 : 1))) hash.update(`${n}\0${line}\n`);
  return `${[...rows.values()].reduce((sum, n) => sum + n, 0)}:${hash.digest('hex').slice(0, 16)}`;
}

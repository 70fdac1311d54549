import {
  type ExtractionSettings,
  type ExtractionWish,
  extractionMistakes,
  extractionWish,
  type SubmissionOptions,
} from '@tributary/contracts';
import { sql } from 'kysely';
import { GroupCommit } from '../record/group-commit.js';
import { documentKey } from '../record/lock-documents.js';
import type { Database } from '../schema/index.js';

/** Documents asked about in one query. */
const mostAtOnce = 256;

/** What documents' projects and submitters want extracted, and by whom (P-41, P-42). Read anew each time: a schema that was changed counts from then on. */
export function createExtractionWishes(db: Database): { of(documentUuid: string): Promise<ExtractionWish> } {
  const reads = new GroupCommit<string, ExtractionWish>({
    keysOf: (documentUuid) => [documentKey(documentUuid)],
    run: (documentUuids) => readWishes(db, documentUuids),
    maxItems: mostAtOnce,
  });
  return { of: (documentUuid) => reads.submit(documentUuid) };
}

async function readWishes(db: Database, documentUuids: readonly string[]): Promise<readonly ExtractionWish[]> {
  const { rows } = await sql<{ document_uuid: string; extraction: unknown; options: SubmissionOptions }>`
    select d.document_uuid, p.settings -> 'extraction' as extraction, d.options
    from source_documents d join projects p on p.id = d.project_id where d.document_uuid = any(${documentUuids}::uuid[])`.execute(db);
  const known = new Map(rows.map((row) => [row.document_uuid, row]));
  return documentUuids.map((documentUuid) => {
    const row = known.get(documentKey(documentUuid));
    return extractionWish(checked(row?.extraction ?? {}), row?.options);
  });
}

/** They are checked when they are set; what is in the database in spite of that is a mistake somebody has to see. */
function checked(settings: unknown): ExtractionSettings {
  const [mistake] = extractionMistakes(settings);
  if (mistake !== undefined) throw new TypeError(`the project's settings cannot be used: ${mistake.rule}`);
  return settings as ExtractionSettings;
}

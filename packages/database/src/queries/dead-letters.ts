import type { CloudEvent, DeadLetterGroup, DeadLetterList, DeadLetterSelection, DeadLetterView, StageName } from '@tributary/contracts';
import { type RawBuilder, sql } from 'kysely';
import { projectIdOf } from '../intake/projects.js';
import type { Database } from '../schema/index.js';
import { decodeCursor, type PageRequest, toPage } from './cursor.js';

export interface DeadLetterFilter {
  readonly project?: string;
  /** Only in these projects. */
  readonly projects?: readonly string[];
  readonly stage?: string;
  readonly code?: string;
  readonly documentUuid?: string;
  readonly status?: string;
}

interface Row {
  readonly id: string;
  readonly project: string;
  readonly document_uuid: string;
  readonly file_name: string | null;
  readonly processing_version: number;
  readonly stage: StageName;
  readonly status: 'open' | 'replayed' | 'discarded';
  readonly error_code: string;
  readonly error_message: string;
  readonly attempts: number;
  readonly deliveries: number;
  readonly last_failed_at: Date;
  readonly event: CloudEvent;
}

const selection = sql`
  select l.id, p.name as project, l.document_uuid, d.file_name, l.processing_version, l.stage, l.status, l.error_code, l.error_message, l.attempts,
    l.deliveries, l.last_failed_at, l.event
  from dead_letters l join projects p on p.id = l.project_id join source_documents d on d.document_uuid = l.document_uuid`;

/** Dead letters grouped by cause, and one by one, newest first. */
export async function listDeadLetters(db: Database, filter: DeadLetterFilter, page: PageRequest): Promise<DeadLetterList> {
  const where = sql.join(conditionsOf(filter), sql` and `);
  const [groups, { rows }] = await Promise.all([
    groupsOf(db, where),
    sql<Row>`${selection} where ${where} and ${after(page)} order by l.last_failed_at desc, l.id limit ${page.limit + 1}`.execute(db),
  ]);
  return { groups, ...toPage(rows, page.limit, (row) => [row.last_failed_at.toISOString(), row.id], letterView) };
}

export async function findDeadLetter(db: Database, id: string): Promise<DeadLetterView | undefined> {
  const { rows } = await sql<Row>`${selection} where l.id = ${id}`.execute(db);
  return rows[0] === undefined ? undefined : letterView(rows[0]);
}

/** Ids of the open dead letters that a selection names, oldest first, and how many there are in all. */
export async function selectDeadLetters(
  db: Database,
  selected: DeadLetterSelection & { readonly projects?: readonly string[] },
): Promise<{ readonly ids: readonly string[]; readonly matched: number }> {
  const { ids, project, projects, stage, code, document_uuid: documentUuid, limit = 100 } = selected;
  const filter = { project, projects, stage, code, documentUuid, status: 'open' };
  const conditions = conditionsOf(Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)));
  if (ids !== undefined) conditions.push(sql`l.id = any(${[...ids]}::uuid[])`);
  const { rows } = await sql<{ id: string; matched: number }>`
    select l.id, count(*) over ()::int as matched from dead_letters l
    where ${sql.join(conditions, sql` and `)} order by l.last_failed_at, l.id limit ${limit}`.execute(db);
  return { ids: rows.map((row) => row.id), matched: rows[0]?.matched ?? 0 };
}

async function groupsOf(db: Database, where: RawBuilder<unknown>): Promise<readonly DeadLetterGroup[]> {
  const { rows } = await sql<{ stage: StageName; code: string; count: number; first: Date; last: Date; id: string; message: string }>`
    select l.stage, l.error_code as code, count(*)::int as count, min(l.first_failed_at) as first, max(l.last_failed_at) as last,
      (array_agg(l.id order by l.last_failed_at desc, l.id))[1] as id, (array_agg(l.error_message order by l.last_failed_at desc, l.id))[1] as message
    from dead_letters l where ${where} group by 1, 2 order by count desc, 1, 2`.execute(db);
  return rows.map(({ first, last, id, message, ...rest }) => ({
    ...rest,
    first_failed_at: first.toISOString(),
    last_failed_at: last.toISOString(),
    example: { dead_letter_id: id, message },
  }));
}

function conditionsOf(filter: DeadLetterFilter): RawBuilder<unknown>[] {
  const conditions = [sql`true`];
  if (filter.project !== undefined) conditions.push(sql`l.project_id = ${projectIdOf(filter.project)}`);
  if (filter.projects !== undefined) conditions.push(sql`l.project_id = any(${filter.projects.map(projectIdOf)}::uuid[])`);
  if (filter.stage !== undefined) conditions.push(sql`l.stage = ${filter.stage}`);
  if (filter.code !== undefined) conditions.push(sql`l.error_code = ${filter.code}`);
  if (filter.documentUuid !== undefined) conditions.push(sql`l.document_uuid = ${filter.documentUuid}`);
  if (filter.status !== undefined) conditions.push(sql`l.status = ${filter.status}`);
  return conditions;
}

function after({ cursor }: PageRequest): RawBuilder<unknown> {
  if (cursor === undefined) return sql`true`;
  const [time, id] = decodeCursor(cursor, 'time', 'uuid');
  const failed = sql`date_trunc('milliseconds', l.last_failed_at)`;
  return sql`(${failed} < ${time}::timestamptz or (${failed} = ${time}::timestamptz and l.id > ${id}::uuid))`;
}

function letterView(row: Row): DeadLetterView {
  return {
    dead_letter_id: row.id,
    project: row.project,
    document_uuid: row.document_uuid,
    file_name: row.file_name,
    processing_version: row.processing_version,
    stage: row.stage,
    code: row.error_code,
    message: row.error_message,
    attempts: row.attempts,
    deliveries: row.deliveries,
    status: row.status,
    failed_at: row.last_failed_at.toISOString(),
    event: row.event,
  };
}

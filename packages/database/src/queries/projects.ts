import type { Page, ProjectView } from '@tributary/contracts';
import { sql } from 'kysely';
import { projectIdOf } from '../intake/projects.js';
import type { Database } from '../schema/index.js';
import { toStorableJson } from '../sql/recordset.js';
import { decodeCursor, type PageRequest, toPage } from './cursor.js';

interface Row {
  readonly name: string;
  readonly settings: Record<string, unknown>;
  readonly created_at: Date;
  readonly documents: number;
}

const selection = sql`
  select p.name, p.settings, p.created_at,
    (select count(*)::int from source_documents d where d.project_id = p.id and d.processing_status <> 'purged') as documents
  from projects p`;

/** Projects by name. `names` limits the list to those the caller may see. */
export async function listProjects(db: Database, page: PageRequest, names?: readonly string[]): Promise<Page<ProjectView>> {
  const [after] = page.cursor === undefined ? [''] : decodeCursor(page.cursor, 'text');
  const visible = names === undefined ? sql`true` : sql`p.name = any(${[...names]}::text[])`;
  const { rows } = await sql<Row>`
    ${selection} where p.name > ${after} and ${visible} order by p.name limit ${page.limit + 1}`.execute(db);
  return toPage(rows, page.limit, (row) => [row.name], projectView);
}

export async function findProject(db: Database, name: string): Promise<ProjectView | undefined> {
  const { rows } = await sql<Row>`${selection} where p.id = ${projectIdOf(name)}`.execute(db);
  return rows[0] === undefined ? undefined : projectView(rows[0]);
}

/** Creates a project, or changes the settings of the one with this name. */
export async function saveProject(db: Database, name: string, settings: Readonly<Record<string, unknown>>): Promise<'created' | 'changed'> {
  const { rows } = await sql<{ created: boolean }>`
    insert into projects (id, name, settings) values (${projectIdOf(name)}, ${name}, ${toStorableJson(settings)}::jsonb)
    on conflict (id) do update set settings = projects.settings || excluded.settings, updated_at = now()
    returning xmax = 0 as created`.execute(db);
  return rows[0]?.created === true ? 'created' : 'changed';
}

function projectView({ name, settings, created_at, documents }: Row): ProjectView {
  return { project: name, name, settings, created_at: created_at.toISOString(), documents };
}

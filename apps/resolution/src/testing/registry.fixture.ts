import { deriveUuid, type EntityDraft } from '@tributary/contracts';
import { createDatabase, type Database, migrate, PostgresEntityRegistry, projectIdOf, RegistryReview } from '@tributary/database';
import { registryRules } from '@tributary/entity-resolution';
import { testDatabase } from '@tributary/testing';
import { afterAll, beforeAll } from 'vitest';

let url: string;
const pools: { destroy(): Promise<void> }[] = [];

beforeAll(async () => {
  ({ url } = await testDatabase({ prepare: migrate, template: 'migrated' }));
});
afterAll(() => Promise.all(pools.map((pool) => pool.destroy())));

export type Name = string | readonly [name: string, extra: Partial<EntityDraft>];

/** A project of its own with documents that name people and organisations (those with a legal form or in capitals). */
export async function setup(label: string) {
  const db = createDatabase({ url, applicationName: 'test', poolSize: 8 });
  pools.push(db);
  const projectId = projectIdOf(label);
  await db.insertInto('projects').values({ id: projectId, name: label }).execute();
  const registry = new PostgresEntityRegistry(db, registryRules);
  const review = new RegistryReview(db, registryRules);
  const documentOf = (file: string) => deriveUuid('document', label, file);

  const linkingOf = async (file: string, names: readonly Name[], run = {}) => {
    const document = await documentIn(db, { projectId, documentUuid: documentOf(file) }, file, run);
    return { document, drafts: names.map((name) => draftOf(document.documentUuid, name)) };
  };

  async function link(file: string, names: readonly Name[], run = {}) {
    const { document, drafts } = await linkingOf(file, names, run);
    const links = await registry.link(document, drafts);
    return new Map(links.map((one) => [drafts.find((draft) => draft.canonical_id === one.canonical_id)?.name ?? '', one.entity_uuid]));
  }

  /** Asks for all documents in one turn of the event loop. */
  async function linkAtOnce(documents: readonly (readonly [file: string, names: readonly Name[]])[], run = {}) {
    const linkings = await Promise.all(documents.map(([file, names]) => linkingOf(file, names, run)));
    return Promise.all(linkings.map(({ document, drafts }) => registry.link(document, drafts)));
  }

  /** Has a document processed again: taken out, then linked anew. */
  async function reprocess(file: string, names: readonly Name[], fence: number) {
    await db.transaction().execute((tx) => registry.unlink(tx, { projectId, documentUuid: documentOf(file) }, 'reprocess'));
    return link(file, names, { fence });
  }

  return {
    db,
    projectId,
    project: label,
    reprocess,
    registry,
    review,
    linkingOf,
    link,
    linkAtOnce,
    documentOf,
    ...readersOf(db, projectId),
  };
}

/** Makes a document known, and says which run of it links. */
async function documentIn(db: Database, ids: { projectId: string; documentUuid: string }, file: string, { version = 1, fence = 1 } = {}) {
  await db
    .insertInto('source_documents')
    .values({ document_uuid: ids.documentUuid, project_id: ids.projectId, file_name: file, source_uri: `file:///${file}` })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return { ...ids, version, fence };
}

function readersOf(db: Database, projectId: string) {
  /** Clusters as sorted names with counts: what must not depend on the order of arrival. */
  async function clusters() {
    const variants = await db
      .selectFrom('registry_variants' as never)
      .selectAll()
      .where('project_id' as never, '=', projectId as never)
      .execute();
    const rows = variants as { entity_uuid: string; name: string; document_count: number }[];
    const active = rows.filter((row) => row.document_count > 0);
    return [...Map.groupBy(active, (row) => row.entity_uuid).values()]
      .map((group) =>
        group
          .map((row) => row.name)
          .sort()
          .join(' = '),
      )
      .sort();
  }

  async function entities() {
    const found = await db
      .selectFrom('registry_entities' as never)
      .selectAll()
      .where('project_id' as never, '=', projectId as never)
      .execute();
    const rows = found as { name: string; document_count: number; mention_count: number; aliases: string[] }[];
    return rows.map((row) => `${row.name} d${row.document_count} m${row.mention_count} [${row.aliases.join('; ')}]`).sort();
  }

  return { clusters, entities };
}

export function draftOf(documentUuid: string, given: Name): EntityDraft {
  const [name, extra] = typeof given === 'string' ? [given, {}] : given;
  const type = /\b(?:Inc|Ltd|LLC|Corp|Acme|Commission|SEC)\b/i.test(name) ? 'ORGANIZATION' : 'PERSON';
  return {
    canonical_id: deriveUuid('canonical', documentUuid, type, name),
    name,
    type,
    aliases: [],
    mention_count: 1,
    confidence: 0.9,
    ...extra,
  };
}

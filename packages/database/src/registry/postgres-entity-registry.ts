import type { EntityDraft, EntityLink, RegistryRules } from '@tributary/contracts';
import { sql } from 'kysely';
import type { Database, Transaction } from '../schema/index.js';
import { changeContribution } from './change-contribution.js';
import { contributionsOf, loadMembers, loadSplits, sameContributions } from './contributions.js';
import { isCurrent, lockProject } from './registry-lock.js';
import type { LinkedDocument, MemberRow } from './registry-types.js';
import { toMember } from './separations.js';
import { loadVariants } from './variants.js';

/**
 * The things a project knows, in Postgres (P-51, P-53). Writers of one project take turns under an advisory lock; a document's
 * contribution is replaced as a whole, so linking it twice is linking it once. Cost grows with the document, not with the project.
 */
export class PostgresEntityRegistry {
  constructor(
    private readonly db: Database,
    private readonly rules: RegistryRules,
  ) {}

  /** Links a document's entities. Empty when a newer run or version of the document exists: its late commit is refused as well (P-4). */
  async link(document: LinkedDocument, drafts: readonly EntityDraft[]): Promise<readonly EntityLink[]> {
    return this.db.transaction().execute(async (tx) => {
      if (!(await isCurrent(tx, document))) return [];
      await lockProject(tx, document.projectId);
      const before = await loadMembers(tx, document.documentUuid);
      const contributions = contributionsOf(document, drafts, await loadSplits(tx, document.documentUuid), this.rules);
      const after = contributions.map(toMember);
      if (sameContributions(before, after)) return currentLinks(tx, after);
      const { projectId, documentUuid } = document;
      const { entityOf } = await changeContribution(tx, { projectId, documentUuid, before, after, contributions }, this.rules);
      return linksOf(after, entityOf);
    });
  }

  /**
   * Takes out what a document contributed, in the caller's transaction. `reprocess` keeps its names and what people said of them
   * for when it comes again; `purge` leaves nothing. The caller holds the document's row.
   */
  async unlink(
    tx: Transaction,
    { projectId, documentUuid }: Pick<LinkedDocument, 'projectId' | 'documentUuid'>,
    mode: 'reprocess' | 'purge',
  ): Promise<void> {
    await lockProject(tx, projectId);
    if (mode === 'purge') await sql`delete from registry_splits where document_uuid = ${documentUuid}`.execute(tx);
    const before = await loadMembers(tx, documentUuid);
    if (before.length === 0) return;
    const after = mode === 'purge' ? [] : before.map((row) => ({ ...row, active: false }));
    await changeContribution(tx, { projectId, documentUuid, before, after, contributions: [] }, this.rules);
  }
}

async function currentLinks(tx: Transaction, members: readonly MemberRow[]): Promise<EntityLink[]> {
  const primary = members.filter((row) => row.is_primary);
  const variants = await loadVariants(tx, [...new Set(primary.map((row) => row.variant_id))]);
  return linksOf(members, new Map(variants.map((variant) => [variant.variant_id, variant.entity_uuid])));
}

function linksOf(members: readonly MemberRow[], entityOf: ReadonlyMap<string, string>): EntityLink[] {
  const primary = members.filter((row) => row.is_primary);
  return primary.map(({ canonical_id, variant_id }) => ({ canonical_id, entity_uuid: entityOf.get(variant_id) ?? variant_id }));
}

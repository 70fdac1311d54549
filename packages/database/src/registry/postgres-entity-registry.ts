import { setTimeout } from 'node:timers/promises';
import type { EntityDraft, EntityLink, RegistryRules } from '@tributary/contracts';
import { sql } from 'kysely';
import { GroupCommit } from '../record/group-commit.js';
import { documentKey } from '../record/lock-documents.js';
import type { Database, Transaction } from '../schema/index.js';
import { type ContributionChange, changeContributions } from './change-contribution.js';
import { contributionsOf, loadMembers, loadSplits, membersOf, sameContributions } from './contributions.js';
import { currentOf, lockProject, planByKeys } from './registry-lock.js';
import type { LinkedDocument, MemberRow } from './registry-types.js';
import { toMember } from './separations.js';
import { loadVariants } from './variants.js';

/** Documents linked in one transaction: more keep the project's lock from others for longer than they save. */
const maxTogether = 32;
const longestRestMs = 500;

/** `documentUuid` is spelled as the database does. */
interface Linking extends LinkedDocument {
  readonly drafts: readonly EntityDraft[];
}

/**
 * The things a project knows, in Postgres (P-51, P-53). Writers of one project take turns under an advisory lock; a document's
 * contribution is replaced as a whole, so linking it twice is linking it once. Cost grows with the document, not with the project.
 */
export class PostgresEntityRegistry {
  /** Documents that come while others are linked take the project's next turn together. */
  readonly #links: GroupCommit<Linking, readonly EntityLink[]>;
  /** Documents whose entities are being found. A turn costs much however few take it: it waits for those that began before it. */
  readonly #coming = new Set<Promise<unknown>>();
  /** After a turn the lock is left to others for as long as it was held: commits of what was linked, and other workers. Meanwhile documents gather. */
  #rest: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly db: Database,
    private readonly rules: RegistryRules,
  ) {
    this.#links = new GroupCommit({
      keysOf: ({ documentUuid }) => [documentUuid],
      run: (linkings) => this.#linkAll(linkings),
      maxItems: maxTogether,
      gathered: () => Promise.allSettled([...this.#coming, this.#rest]),
    });
  }

  /**
   * Links a document's entities, which may still be on their way: those who say so early share a turn with others. Empty when a newer run or version of the
   * document exists: its late commit is refused as well (P-4).
   */
  async link(document: LinkedDocument, entities: readonly EntityDraft[] | Promise<readonly EntityDraft[]>): Promise<readonly EntityLink[]> {
    const coming = Promise.resolve(entities);
    this.#coming.add(coming);
    const drafts = await coming.finally(() => this.#coming.delete(coming));
    return this.#links.submit({ ...document, documentUuid: documentKey(document.documentUuid), drafts });
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
    const before = await membersOf(tx, documentUuid);
    if (before.length === 0) return;
    const after = mode === 'purge' ? [] : before.map((row) => ({ ...row, active: false }));
    await changeContributions(tx, projectId, [{ documentUuid, before, after, contributions: [] }], this.rules);
  }

  /** One transaction per project: no lock is held while another project's is waited for. */
  async #linkAll(linkings: readonly Linking[]): Promise<readonly (readonly EntityLink[])[]> {
    const links = new Map<Linking, readonly EntityLink[]>();
    const began = performance.now();
    for (const [projectId, own] of Map.groupBy(linkings, (linking) => linking.projectId)) {
      const linked = await this.db.transaction().execute((tx) => linkTogether(tx, projectId, own, this.rules));
      for (const [linking, found] of linked) links.set(linking, found);
    }
    this.#rest = setTimeout(Math.min(performance.now() - began, longestRestMs));
    return linkings.map((linking) => links.get(linking) ?? []);
  }
}

async function linkTogether(
  tx: Transaction,
  projectId: string,
  linkings: readonly Linking[],
  rules: RegistryRules,
): Promise<ReadonlyMap<Linking, readonly EntityLink[]>> {
  await planByKeys(tx);
  const current = await currentOf(tx, linkings);
  if (current.length === 0) return new Map();
  await lockProject(tx, projectId);
  const uuids = current.map(({ documentUuid }) => documentUuid);
  const [members, splits] = [await loadMembers(tx, uuids), await loadSplits(tx, uuids)];
  const changes = current.map(({ documentUuid, drafts }): ContributionChange => {
    const contributions = contributionsOf(projectId, drafts, splits.get(documentUuid) ?? new Map(), rules);
    return { documentUuid, before: members.get(documentUuid) ?? [], after: contributions.map(toMember), contributions };
  });
  const changed = changes.filter(({ before, after }) => !sameContributions(before, after));
  const same = changes.filter((change) => !changed.includes(change)).flatMap(({ after }) => after);
  const entityOf = new Map<string, string>();
  if (changed.length > 0)
    for (const [variant, entity] of (await changeContributions(tx, projectId, changed, rules)).entityOf) entityOf.set(variant, entity);
  for (const [variant, entity] of await entitiesOf(tx, same)) entityOf.set(variant, entity);
  return new Map(current.map((linking, index) => [linking, linksOf(changes[index]?.after ?? [], entityOf)]));
}

/** Entities that the primary names stand for as the registry is now. */
async function entitiesOf(tx: Transaction, members: readonly MemberRow[]): Promise<ReadonlyMap<string, string>> {
  const primary = members.filter((row) => row.is_primary);
  const variants = await loadVariants(tx, [...new Set(primary.map((row) => row.variant_id))]);
  return new Map(variants.map((variant) => [variant.variant_id, variant.entity_uuid]));
}

function linksOf(members: readonly MemberRow[], entityOf: ReadonlyMap<string, string>): EntityLink[] {
  const primary = members.filter((row) => row.is_primary);
  return primary.map(({ canonical_id, variant_id }) => ({ canonical_id, entity_uuid: entityOf.get(variant_id) ?? variant_id }));
}

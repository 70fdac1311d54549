import type { JudgementVerdict, RegistryRules, ReviewPair } from '@tributary/contracts';
import { sql } from 'kysely';
import type { Database, Transaction } from '../schema/index.js';
import { changeContribution } from './change-contribution.js';
import { loadMembers, loadSplits, variantIdOf } from './contributions.js';
import { updateEntities } from './entities.js';
import { judgementIdOf } from './judgements.js';
import { recluster } from './recluster.js';
import { lockProject } from './registry-lock.js';
import { loadVariants } from './variants.js';

/** A person's word on two entities or variants (an entity's uuid is that of one of its variants). */
export interface PersonJudgement {
  readonly a: string;
  readonly b: string;
  readonly judgement: Exclude<JudgementVerdict, 'unsure'>;
  /** Who says so. */
  readonly author: string;
  readonly reason?: string;
}

/** What people decide about a project's entities: remembered, above the matcher, and undone by revoking (P-53). */
export class RegistryReview {
  constructor(
    private readonly db: Database,
    private readonly rules: RegistryRules,
  ) {}

  /** Records a person's judgement and returns its id; nothing when one of the two is not of this project. A later one on the same pair replaces it. */
  async judge(projectId: string, { a, b, judgement, author, reason }: PersonJudgement): Promise<string | undefined> {
    const [left, right] = a < b ? [a, b] : [b, a];
    const id = judgementIdOf({ a: left, b: right, author: 'person' });
    return this.db.transaction().execute(async (tx) => {
      await lockProject(tx, projectId);
      const known = (await loadVariants(tx, [left, right])).filter((variant) => variant.project_id === projectId);
      if (known.length < 2) return undefined;
      await sql`
        insert into registry_judgements (judgement_id, project_id, a, b, judgement, score, evidence, author, decided_by, reason)
        values (${id}, ${projectId}, ${left}, ${right}, ${judgement}, ${judgement === 'positive' ? 1 : 0}, array['person'], 'person', ${author}, ${reason ?? null})
        on conflict (a, b, author) do update set judgement = excluded.judgement, score = excluded.score, decided_by = excluded.decided_by,
          reason = excluded.reason, created_at = now(), revoked_at = null`.execute(tx);
      await this.#derive(tx, projectId, [left, right]);
      return id;
    });
  }

  /** Takes a judgement back, whoever made it; the matcher does not make it again. False when there is none in force. */
  async revoke(projectId: string, judgementId: string): Promise<boolean> {
    return this.db.transaction().execute(async (tx) => {
      await lockProject(tx, projectId);
      const { rows } = await sql<{ a: string; b: string }>`
        update registry_judgements set revoked_at = now()
        where judgement_id = ${judgementId} and project_id = ${projectId} and revoked_at is null returning a, b`.execute(tx);
      const [pair] = rows;
      if (!pair) return false;
      await this.#derive(tx, projectId, [pair.a, pair.b]);
      return true;
    });
  }

  /**
   * Says that one document's entity is not its namesakes: it becomes a variant of its own, also when the document is processed
   * again. False when the document has no such entity.
   */
  async separate(projectId: string, documentUuid: string, canonicalId: string, author: string): Promise<boolean> {
    return this.db.transaction().execute(async (tx) => {
      await lockProject(tx, projectId);
      const before = await loadMembers(tx, documentUuid);
      const own = before.find((row) => row.canonical_id === canonicalId && row.is_primary);
      const [variant] = own ? await loadVariants(tx, [own.variant_id]) : [];
      if (!own || !variant) return false;
      const { type, key } = variant;
      const discriminator = (await loadSplits(tx, documentUuid)).get(`${type}\n${key}`) ?? documentUuid;
      await sql`insert into registry_splits (document_uuid, type, key, discriminator, decided_by)
        values (${documentUuid}, ${type}, ${key}, ${discriminator}, ${author}) on conflict do nothing`.execute(tx);
      const target = { ...own, variant_id: variantIdOf(projectId, type, key, discriminator) };
      // Its other names spoke for the old variant; on its own it keeps the one that was meant.
      const after = before.flatMap((row) => (row === own ? [target] : row.canonical_id === canonicalId ? [] : [row]));
      const contributions = [{ ...target, type, key, discriminator }];
      await changeContribution(tx, { projectId, documentUuid, before, after, contributions }, this.rules);
      return true;
    });
  }

  /** Pairs that wait for a person, surest first: the matcher was unsure, or sure of several that exclude each other. */
  async reviewList(projectId: string, limit = 100): Promise<readonly ReviewPair[]> {
    const { rows } = await sql<ReviewPair>`
      select j.judgement_id, j.a, j.b, j.judgement, j.score, j.evidence, j.author, x.name as name_a, y.name as name_b, x.type
      from registry_judgements j join registry_variants x on x.variant_id = j.a join registry_variants y on y.variant_id = j.b
      where j.project_id = ${projectId} and j.author = 'matcher' and j.judgement <> 'negative' and j.revoked_at is null
        and x.entity_uuid <> y.entity_uuid and x.document_count > 0 and y.document_count > 0
        and not exists (select from registry_judgements p where p.a = j.a and p.b = j.b and p.author = 'person' and p.revoked_at is null)
      order by j.score desc, j.judgement_id limit ${limit}`.execute(this.db);
    return rows;
  }

  async #derive(tx: Transaction, projectId: string, variantIds: readonly string[]): Promise<void> {
    const reclustered = await recluster(tx, projectId, variantIds, this.rules);
    await updateEntities(tx, projectId, reclustered, [], [], this.rules);
  }
}

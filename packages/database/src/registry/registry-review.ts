import { randomUUID } from 'node:crypto';
import type { DecisionKind, JudgementVerdict, RegistryRules } from '@tributary/contracts';
import { sql } from 'kysely';
import type { Database, Transaction } from '../schema/index.js';
import { type DecidedBy, type Pair, pairsBetween, recordDecision, standingDecision, undoDecision } from './decisions.js';
import { updateEntities } from './entities.js';
import { recluster } from './recluster.js';
import { lockProject } from './registry-lock.js';
import { rejoin, separateDocument } from './separations.js';
import { loadVariants, loadWithMates } from './variants.js';

/** Pairs of names one decision may be about. */
const mostPairs = 2_500;

/** What a decision came to: the entities that its names belong to now. */
export interface Decided {
  readonly decisionId: string;
  readonly kind: DecisionKind;
  readonly entityUuids: readonly string[];
}

/** Why a decision was not made; nothing has changed. */
export interface Refused {
  readonly refused: 'unknown_entity' | 'unknown_judgement' | 'nothing_to_decide' | 'nothing_would_remain' | 'too_many_names';
}

/** What is split off an entity: names of it, or what these documents call by its name. */
export type SplitPart = { readonly variants: readonly string[] } | { readonly documents: readonly string[] };

/** What people decide about a project's entities: remembered, above the matcher and the documents, and undone (P-53). */
export class RegistryReview {
  constructor(
    private readonly db: Database,
    private readonly rules: RegistryRules,
  ) {}

  /** Says that these entities are one: every name of each means the same as every name of the others. */
  merge(projectId: string, entityUuids: readonly string[], by: DecidedBy): Promise<Decided | Refused> {
    return this.#decide(projectId, async (tx, decisionId) => {
      const sides: string[][] = [];
      for (const uuid of new Set(entityUuids)) {
        const names = await namesOf(tx, projectId, uuid);
        if (names.length === 0) return { refused: 'unknown_entity' };
        if (!sides.some((side) => side.includes(names[0] ?? ''))) sides.push(names);
      }
      const pairs = sides.flatMap((side, i) => pairsBetween(side, sides.slice(i + 1).flat()));
      if (pairs.length === 0) return { refused: 'nothing_to_decide' };
      if (pairs.length > mostPairs) return { refused: 'too_many_names' };
      await recordDecision(tx, { decisionId, projectId, kind: 'merge', judgement: 'positive', ...by }, pairs);
      return this.#settled(tx, projectId, { decisionId, kind: 'merge' }, pairs);
    });
  }

  /** Says that a part of an entity is another one. */
  split(projectId: string, entityUuid: string, part: SplitPart, by: DecidedBy): Promise<Decided | Refused> {
    return this.#decide(projectId, (tx, decisionId) =>
      'variants' in part
        ? this.#splitNames(tx, { projectId, decisionId, ...by }, entityUuid, part.variants)
        : this.#splitDocuments(tx, { projectId, decisionId, ...by }, entityUuid, part.documents),
    );
  }

  /** A person's word on a pair that the matcher judged. */
  decide(projectId: string, judgementId: string, verdict: Exclude<JudgementVerdict, 'unsure'>, by: DecidedBy): Promise<Decided | Refused> {
    return this.#decide(projectId, async (tx, decisionId) => {
      const pair = await pairOf(tx, projectId, judgementId);
      if (pair === undefined) return { refused: 'unknown_judgement' };
      await recordDecision(tx, { decisionId, projectId, kind: 'review', judgement: verdict, ...by }, [pair]);
      return this.#settled(tx, projectId, { decisionId, kind: 'review' }, [pair]);
    });
  }

  /** Takes a decision back: what was held before holds again. `undefined` when there is none that stands. */
  undo(projectId: string, decisionId: string, undoneBy: string): Promise<readonly string[] | undefined> {
    return this.#inTurn(projectId, async (tx) => {
      const pairs = await undoDecision(tx, { projectId, decisionId, undoneBy });
      const rejoined = await rejoin(tx, { projectId, decisionId, undoneBy }, this.rules);
      const affected = [...new Set([...pairs.flatMap(({ a, b }) => [a, b]), ...rejoined])];
      if (affected.length === 0) return undefined;
      return this.#derive(tx, projectId, affected);
    });
  }

  /** Takes one judgement back, whoever made it; the matcher does not make it again. `undefined` when there is none in force. */
  revoke(projectId: string, judgementId: string, undoneBy: string): Promise<readonly string[] | undefined> {
    return this.#inTurn(projectId, async (tx) => {
      const pair = await pairOf(tx, projectId, judgementId);
      if (pair === undefined) return undefined;
      const decisionId = pair.author === 'person' ? await standingDecision(tx, pair) : undefined;
      if (decisionId !== undefined) await undoDecision(tx, { projectId, decisionId, undoneBy }, pair);
      else
        await sql`update registry_judgements set revoked_at = now(), decided_by = ${undoneBy} where judgement_id = ${judgementId}`.execute(
          tx,
        );
      return this.#derive(tx, projectId, [pair.a, pair.b]);
    });
  }

  async #splitNames(
    tx: Transaction,
    { projectId, decisionId, ...by }: DecidedBy & { readonly projectId: string; readonly decisionId: string },
    entityUuid: string,
    wanted: readonly string[],
  ): Promise<Decided | Refused> {
    const names = await namesOf(tx, projectId, entityUuid);
    const [off, staying] = [names.filter((id) => wanted.includes(id)), names.filter((id) => !wanted.includes(id))];
    if (names.length === 0) return { refused: 'unknown_entity' };
    if (off.length === 0 || off.length < new Set(wanted).size) return { refused: 'nothing_to_decide' };
    if (staying.length === 0) return { refused: 'nothing_would_remain' };
    const pairs = pairsBetween(off, staying);
    if (pairs.length > mostPairs) return { refused: 'too_many_names' };
    await recordDecision(tx, { decisionId, projectId, kind: 'split', judgement: 'negative', ...by }, pairs);
    return this.#settled(tx, projectId, { decisionId, kind: 'split' }, pairs);
  }

  async #splitDocuments(
    tx: Transaction,
    separation: DecidedBy & { readonly projectId: string; readonly decisionId: string },
    entityUuid: string,
    documents: readonly string[],
  ): Promise<Decided | Refused> {
    const { projectId, decisionId } = separation;
    const names = await namesOf(tx, projectId, entityUuid);
    if (names.length === 0) return { refused: 'unknown_entity' };
    const speaking = await documentsOf(tx, names);
    const leaving = [...new Set(documents)].filter((id) => speaking.has(id)).sort();
    if (leaving.length === 0) return { refused: 'nothing_to_decide' };
    if (leaving.length === speaking.size) return { refused: 'nothing_would_remain' };
    if (new Set(leaving.flatMap((id) => speaking.get(id) ?? [])).size * names.length > mostPairs) return { refused: 'too_many_names' };
    const separated = new Set<string>();
    for (const document of leaving) {
      for (const variant of await separateDocument(tx, separation, document, new Set(names), this.rules)) separated.add(variant);
    }
    // A name like the entity's others would find its way back to them.
    const staying = (await loadVariants(tx, names)).map((variant) => variant.variant_id);
    const pairs = pairsBetween([...separated], staying);
    await recordDecision(tx, { ...separation, kind: 'split', judgement: 'negative' }, pairs);
    return this.#settled(tx, projectId, { decisionId, kind: 'split' }, pairs);
  }

  async #settled(tx: Transaction, projectId: string, decision: Omit<Decided, 'entityUuids'>, pairs: readonly Pair[]): Promise<Decided> {
    return { ...decision, entityUuids: await this.#derive(tx, projectId, [...new Set(pairs.flatMap(({ a, b }) => [a, b]))]) };
  }

  /** The entities these variants belong to, derived anew. */
  async #derive(tx: Transaction, projectId: string, variantIds: readonly string[]): Promise<readonly string[]> {
    const reclustered = await recluster(tx, projectId, variantIds, this.rules);
    await updateEntities(tx, projectId, reclustered, [], this.rules);
    return [...new Set(variantIds.flatMap((id) => reclustered.entityOf.get(id) ?? []))].sort();
  }

  /** A refusal leaves nothing behind: it is found out before anything is written. */
  #decide(projectId: string, work: (tx: Transaction, decisionId: string) => Promise<Decided | Refused>): Promise<Decided | Refused> {
    return this.#inTurn(projectId, (tx) => work(tx, randomUUID()));
  }

  #inTurn<T>(projectId: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.db.transaction().execute(async (tx) => {
      await lockProject(tx, projectId);
      return work(tx);
    });
  }
}

/** Variants of an entity of this project, found by the id of any of its variants: an entity that was merged away is found in what it became. */
async function namesOf(tx: Transaction, projectId: string, entityUuid: string): Promise<string[]> {
  const variants = await loadWithMates(tx, [entityUuid]);
  return variants.filter((variant) => variant.project_id === projectId && variant.document_count > 0).map((variant) => variant.variant_id);
}

/** Documents that speak of something by these names, and by which. */
async function documentsOf(tx: Transaction, variantIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ document_uuid: string; variants: string[] }>`
    select document_uuid, array_agg(distinct variant_id) as variants from registry_members
    where variant_id = any(${variantIds}::uuid[]) and is_primary and active group by document_uuid`.execute(tx);
  return new Map(rows.map((row) => [row.document_uuid, row.variants]));
}

async function pairOf(tx: Transaction, projectId: string, judgementId: string): Promise<(Pair & { readonly author: string }) | undefined> {
  const { rows } = await sql<Pair & { author: string }>`select a, b, author from registry_judgements
    where judgement_id = ${judgementId} and project_id = ${projectId} and revoked_at is null`.execute(tx);
  return rows[0];
}

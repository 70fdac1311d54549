import type { DecisionKind, JudgementVerdict } from '@tributary/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../schema/index.js';
import { recordset } from '../sql/recordset.js';
import { judgementIdOf } from './judgements.js';

/** Who decides, and why. */
export interface DecidedBy {
  readonly decidedBy: string;
  readonly reason?: string;
}

export interface Decision extends DecidedBy {
  readonly decisionId: string;
  readonly projectId: string;
  readonly kind: DecisionKind;
  readonly judgement: Exclude<JudgementVerdict, 'unsure'>;
}

/** Two variants, `a < b`. */
export interface Pair {
  readonly a: string;
  readonly b: string;
}

/** Every one of these with every one of those. */
export function pairsBetween(left: readonly string[], right: readonly string[]): Pair[] {
  return left.flatMap((x) => right.map((y) => (x < y ? { a: x, b: y } : { a: y, b: x })));
}

/** Records a person's decision about pairs of variants; from now on it is what people hold of them. */
export async function recordDecision(tx: Transaction, decision: Decision, pairs: readonly Pair[]): Promise<void> {
  const { decisionId, projectId, kind, judgement, decidedBy, reason } = decision;
  await sql`insert into registry_decisions (decision_id, project_id, kind, a, b, judgement, decided_by, reason)
    select ${decisionId}, ${projectId}, ${kind}, a, b, ${judgement}, ${decidedBy}, ${reason ?? null}
    from ${recordset('n', pairColumns, pairs)} order by a, b`.execute(tx);
  await followDecisions(tx, projectId, pairs);
}

/** Takes a decision back, or its word on one pair, and returns the pairs it was about. */
export async function undoDecision(
  tx: Transaction,
  { projectId, decisionId, undoneBy }: { readonly projectId: string; readonly decisionId: string; readonly undoneBy: string },
  pair?: Pair,
): Promise<readonly Pair[]> {
  const only = pair === undefined ? sql`true` : sql`a = ${pair.a} and b = ${pair.b}`;
  const { rows } = await sql<Pair>`update registry_decisions set undone_at = now(), undone_by = ${undoneBy}
    where decision_id = ${decisionId} and project_id = ${projectId} and undone_at is null and ${only} returning a, b`.execute(tx);
  await followDecisions(tx, projectId, rows);
  return rows;
}

/** The newest standing decision on a pair. */
export async function standingDecision(tx: Transaction, { a, b }: Pair): Promise<string | undefined> {
  const { rows } = await sql<{ decision_id: string }>`select decision_id from registry_decisions
    where a = ${a} and b = ${b} and undone_at is null order by seq desc limit 1`.execute(tx);
  return rows[0]?.decision_id;
}

const pairColumns = { a: 'uuid', b: 'uuid' } as const;

/** Makes the judgements in force of people what their newest standing decisions say. */
async function followDecisions(tx: Transaction, projectId: string, pairs: readonly Pair[]): Promise<void> {
  if (pairs.length === 0) return;
  const rows = pairs.map((pair) => ({ ...pair, judgement_id: judgementIdOf({ ...pair, author: 'person' }) }));
  const newest = sql`select distinct on (n.a, n.b) n.judgement_id, n.a, n.b, d.judgement, d.decided_by, d.reason, d.created_at
    from ${recordset('n', { ...pairColumns, judgement_id: 'uuid' }, rows)}
    left join registry_decisions d on d.a = n.a and d.b = n.b and d.undone_at is null order by n.a, n.b, d.seq desc`;
  await sql`
    insert into registry_judgements (judgement_id, project_id, a, b, judgement, score, evidence, author, decided_by, reason, created_at)
    select judgement_id, ${projectId}, a, b, judgement, case judgement when 'positive' then 1 else 0 end, array['person'], 'person', decided_by, reason, created_at
    from (${newest}) newest where judgement is not null order by a, b
    on conflict (a, b, author) do update set judgement = excluded.judgement, score = excluded.score, decided_by = excluded.decided_by,
      reason = excluded.reason, created_at = excluded.created_at, revoked_at = null`.execute(tx);
  await sql`update registry_judgements j set revoked_at = now() from (${newest}) newest
    where newest.judgement is null and j.a = newest.a and j.b = newest.b and j.author = 'person' and j.revoked_at is null`.execute(tx);
}

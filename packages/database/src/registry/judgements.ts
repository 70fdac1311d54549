import { deriveUuid, type Judgement } from '@tributary/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../schema/index.js';
import { prepared } from '../sql/prepared.js';
import { recordset } from '../sql/recordset.js';
import type { MemberRow } from './registry-types.js';

const judgementColumns = {
  judgement_id: 'uuid',
  a: 'uuid',
  b: 'uuid',
  judgement: 'text',
  score: 'double precision',
  evidence: 'text[]',
  author: 'text',
} as const;
const pairColumns = { a: 'uuid', b: 'uuid', support: 'integer' } as const;
/** Score of what a document says itself: both names stand for one thing in it. */
const documentScore = 0.95;

export function judgementIdOf({ a, b, author }: Pick<Judgement, 'a' | 'b' | 'author'>): string {
  return deriveUuid('judgement', a, b, author);
}

type Pair = Pick<Judgement, 'a' | 'b'>;

/** What is held of a pair, without why. */
export type Verdict = Pick<Judgement, 'a' | 'b' | 'judgement' | 'score'>;

/** Writes the matcher's view of pairs. What was revoked stays revoked. */
export async function saveMatcherJudgements(tx: Transaction, projectId: string, judgements: readonly Judgement[]): Promise<void> {
  if (judgements.length === 0) return;
  const rows = judgements.map((one) => ({ ...one, judgement_id: judgementIdOf(one) }));
  await sql`${prepared('save_judgements')}
    insert into registry_judgements as known (judgement_id, project_id, a, b, judgement, score, evidence, author)
    select judgement_id, ${projectId}, a, b, judgement, score, evidence, author
    from ${recordset('n', judgementColumns, rows)} order by a, b
    on conflict (a, b, author) do update set judgement = excluded.judgement, score = excluded.score, evidence = excluded.evidence`.execute(
    tx,
  );
}

/** Forgets what the matcher held of pairs. */
export async function dropMatcherJudgements(tx: Transaction, pairs: readonly Pair[]): Promise<void> {
  if (pairs.length === 0) return;
  await sql`delete from registry_judgements j using ${recordset('n', { a: 'uuid', b: 'uuid' }, pairs)}
    where j.a = n.a and j.b = n.b and j.author = 'matcher' and j.revoked_at is null`.execute(tx);
}

/** Keeps count of the documents that use two names for one thing (author `document`); answers the names of pairs that none used before or none uses any more. */
export async function countDocumentPairs(
  tx: Transaction,
  projectId: string,
  before: readonly MemberRow[],
  after: readonly MemberRow[],
): Promise<readonly string[]> {
  const change = new Map<string, { a: string; b: string; support: number }>();
  for (const [rows, step] of [
    [before, -1],
    [after, 1],
  ] as const) {
    for (const { a, b } of pairsOf(rows)) {
      const key = `${a} ${b}`;
      change.set(key, { a, b, support: (change.get(key)?.support ?? 0) + step });
    }
  }
  const changed = [...change.values()].filter(({ support }) => support !== 0);
  if (changed.length === 0) return [];
  const rows = changed.map((pair) => ({ ...pair, judgement_id: judgementIdOf({ ...pair, author: 'document' }) }));
  // `xmax` is 0 in a row that is new: one that was there has been locked for its update.
  const counted = await sql<Pair & { isNew: boolean }>`${prepared('count_document_pairs')}
    insert into registry_judgements as known (judgement_id, project_id, a, b, judgement, score, evidence, author, support)
    select judgement_id, ${projectId}, a, b, 'positive', ${documentScore}, array['same_document'], 'document', support
    from ${recordset('n', { ...pairColumns, judgement_id: 'uuid' }, rows)} where support > 0 order by a, b
    on conflict (a, b, author) do update set support = known.support + excluded.support
    returning a, b, xmax = 0 as "isNew"`.execute(tx);
  if (changed.every(({ support }) => support > 0)) return newOnes(counted.rows);
  await sql`update registry_judgements j set support = j.support + n.support from ${recordset('n', pairColumns, changed)}
    where n.support < 0 and j.a = n.a and j.b = n.b and j.author = 'document'`.execute(tx);
  const gone = await sql<Pair>`delete from registry_judgements j using ${recordset('n', pairColumns, changed)}
    where n.support < 0 and j.a = n.a and j.b = n.b and j.author = 'document' and j.support <= 0 returning j.a, j.b`.execute(tx);
  return [...newOnes(counted.rows), ...gone.rows.flatMap(({ a, b }) => [a, b])];
}

function newOnes(counted: readonly (Pair & { readonly isNew: boolean })[]): string[] {
  return counted.filter((row) => row.isNew).flatMap(({ a, b }) => [a, b]);
}

/** What clusters are derived from: judgements in force that have one of these on either side and are sure. */
export async function judgementsAround(tx: Transaction, variantIds: readonly string[]): Promise<readonly Judgement[]> {
  if (variantIds.length === 0) return [];
  const { rows } = await sql<Judgement>`${prepared('judgements_around')}
    select a, b, judgement, score, evidence, author from registry_judgements
    where ${standsAround(variantIds)} and judgement <> 'unsure'`.execute(tx);
  return rows;
}

/** What the matcher holds of pairs that have one of these on either side. */
export async function matcherJudgementsAround(tx: Transaction, variantIds: readonly string[]): Promise<readonly Verdict[]> {
  if (variantIds.length === 0) return [];
  const { rows } = await sql<Verdict>`${prepared('matcher_judgements_around')}
    select a, b, judgement, score from registry_judgements
    where ${standsAround(variantIds)} and author = 'matcher'`.execute(tx);
  return rows;
}

/** Of a judgement: it is in force and has one of these on either side. */
function standsAround(variantIds: readonly string[]) {
  return sql`(a = any(${variantIds}::uuid[]) or b = any(${variantIds}::uuid[])) and revoked_at is null`;
}

/** The primary name of each entity with each of its other names. */
function* pairsOf(members: readonly MemberRow[]): Generator<{ a: string; b: string }> {
  for (const rows of Map.groupBy(
    members.filter((row) => row.active),
    (row) => row.canonical_id,
  ).values()) {
    const primary = rows.find((row) => row.is_primary)?.variant_id;
    for (const { variant_id: other } of rows)
      if (primary && other !== primary) yield primary < other ? { a: primary, b: other } : { a: other, b: primary };
  }
}

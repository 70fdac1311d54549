import { deriveUuid, type Judgement } from '@tributary/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../schema/index.js';
import { recordset } from '../sql/recordset.js';
import type { MemberRow } from './registry-types.js';

const judgementColumns = {
  judgement_id: 'uuid',
  a: 'uuid',
  b: 'uuid',
  judgement: 'text',
  score: 'double precision',
  evidence: 'jsonb',
  author: 'text',
  support: 'integer',
} as const;
const pairColumns = { a: 'uuid', b: 'uuid', support: 'integer' } as const;
/** Score of what a document says itself: both names stand for one thing in it. */
const documentScore = 0.95;

export function judgementIdOf({ a, b, author }: Pick<Judgement, 'a' | 'b' | 'author'>): string {
  return deriveUuid('judgement', a, b, author);
}

type Pair = Pick<Judgement, 'a' | 'b'>;

/** Writes the matcher's view of pairs. What was revoked stays revoked; a pair that is judged as before is not touched. Answers the others. */
export async function saveMatcherJudgements(
  tx: Transaction,
  projectId: string,
  judgements: readonly Judgement[],
): Promise<readonly Pair[]> {
  if (judgements.length === 0) return [];
  const rows = judgements.map((one) => ({ ...one, judgement_id: judgementIdOf(one), support: 1 }));
  const saved = await sql<Pair>`
    insert into registry_judgements as known (judgement_id, project_id, a, b, judgement, score, evidence, author)
    select judgement_id, ${projectId}, a, b, judgement, score, array(select jsonb_array_elements_text(n.evidence)), author
    from ${recordset('n', judgementColumns, rows)} order by a, b
    on conflict (a, b, author) do update set judgement = excluded.judgement, score = excluded.score, evidence = excluded.evidence
    where (known.judgement, known.score) is distinct from (excluded.judgement, excluded.score)
    returning a, b`.execute(tx);
  return saved.rows;
}

/** Forgets what the matcher held of pairs it no longer holds anything of; answers those of which it held something. */
export async function dropMatcherJudgements(tx: Transaction, pairs: readonly Pair[]): Promise<readonly Pair[]> {
  if (pairs.length === 0) return [];
  const dropped = await sql<Pair>`delete from registry_judgements j using ${recordset('n', { a: 'uuid', b: 'uuid' }, pairs)}
    where j.a = n.a and j.b = n.b and j.author = 'matcher' and j.revoked_at is null returning j.a, j.b`.execute(tx);
  return dropped.rows;
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
  const counted = await sql<Pair & { isNew: boolean }>`
    insert into registry_judgements as known (judgement_id, project_id, a, b, judgement, score, evidence, author, support)
    select judgement_id, ${projectId}, a, b, 'positive', ${documentScore}, array['same_document'], 'document', support
    from ${recordset('n', { ...pairColumns, judgement_id: 'uuid' }, rows)} where support > 0 order by a, b
    on conflict (a, b, author) do update set support = known.support + excluded.support
    returning a, b, xmax = 0 as "isNew"`.execute(tx);
  await sql`update registry_judgements j set support = j.support + n.support from ${recordset('n', pairColumns, changed)}
    where n.support < 0 and j.a = n.a and j.b = n.b and j.author = 'document'`.execute(tx);
  const gone = await sql<Pair>`delete from registry_judgements j using ${recordset('n', pairColumns, changed)}
    where n.support < 0 and j.a = n.a and j.b = n.b and j.author = 'document' and j.support <= 0 returning j.a, j.b`.execute(tx);
  return [...counted.rows.filter((row) => row.isNew), ...gone.rows].flatMap(({ a, b }) => [a, b]);
}

/** Judgements in force that have one of these on either side. */
export async function judgementsAround(tx: Transaction, variantIds: readonly string[]): Promise<readonly Judgement[]> {
  if (variantIds.length === 0) return [];
  const { rows } = await sql<Judgement>`
    select a, b, judgement, score, evidence, author from registry_judgements where a = any(${variantIds}::uuid[]) and revoked_at is null
    union
    select a, b, judgement, score, evidence, author from registry_judgements where b = any(${variantIds}::uuid[]) and revoked_at is null`.execute(
    tx,
  );
  return rows;
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

import type { Page, ReviewPairView, ReviewSideView } from '@tributary/contracts';
import { type RawBuilder, sql } from 'kysely';
import { projectIdOf } from '../intake/projects.js';
import type { Database } from '../schema/index.js';
import { decodeCursor, type PageRequest, toPage } from './cursor.js';

export interface ReviewFilter {
  readonly project: string;
  readonly type?: string;
}

/** Scores have four digits: as whole numbers they make an exact cursor. */
const scale = 10_000;

/** Pairs that wait for a person, surest first: the matcher was unsure, or sure of several that exclude each other (P-53). */
export async function reviewList(db: Database, { project, type }: ReviewFilter, page: PageRequest): Promise<Page<ReviewPairView>> {
  const side = (
    alias: 'x' | 'y',
  ) => sql`jsonb_build_object('variant_id', ${sql.ref(`${alias}.variant_id`)}, 'entity_uuid', ${sql.ref(`${alias}.entity_uuid`)},
    'name', ${sql.ref(`${alias}.name`)}, 'document_count', ${sql.ref(`${alias}.document_count`)}, 'mention_count', ${sql.ref(`${alias}.mention_count`)},
    'contexts', to_jsonb(${sql.ref(`${alias}.contexts`)}))`;
  const { rows } = await sql<ReviewPairView>`
    select j.judgement_id, x.type, j.judgement, j.score, to_jsonb(j.evidence) as evidence, ${side('x')} as "left", ${side('y')} as "right"
    from registry_judgements j join registry_variants x on x.variant_id = j.a join registry_variants y on y.variant_id = j.b
    where j.project_id = ${projectIdOf(project)} and j.author = 'matcher' and j.judgement <> 'negative' and j.revoked_at is null
      and x.entity_uuid <> y.entity_uuid and x.document_count > 0 and y.document_count > 0 and ${type === undefined ? sql`true` : sql`x.type = ${type}`}
      and not exists (select from registry_judgements p where p.a = j.a and p.b = j.b and p.author = 'person' and p.revoked_at is null)
      and ${after(page)}
    order by j.score desc, j.judgement_id limit ${page.limit + 1}`.execute(db);
  return toPage(rows, page.limit, ({ score, judgement_id }) => [Math.round(score * scale), judgement_id], toView);
}

function after({ cursor }: PageRequest): RawBuilder<unknown> {
  if (cursor === undefined) return sql`true`;
  const [score, id] = decodeCursor(cursor, 'integer', 'uuid');
  const scaled = sql`round((j.score * ${sql.lit(scale)})::numeric)::int`;
  return sql`(${scaled} < ${score} or (${scaled} = ${score} and j.judgement_id > ${id}::uuid))`;
}

function toView(row: ReviewPairView): ReviewPairView {
  return { ...row, left: withNames(row.left), right: withNames(row.right) };
}

/** A context is remembered as a type and a name's key: people read the name. */
function withNames(side: ReviewSideView): ReviewSideView {
  return { ...side, contexts: side.contexts.map((context) => context.slice(context.indexOf(' ') + 1)) };
}

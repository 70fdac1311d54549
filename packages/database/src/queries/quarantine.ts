import type { Page, QuarantineView } from '@tributary/contracts';
import { sql } from 'kysely';
import type { Database } from '../schema/index.js';
import { decodeCursor, type PageRequest, toPage } from './cursor.js';

interface Row {
  readonly id: string;
  readonly stream: string;
  readonly entry_id: string;
  readonly reason: string;
  readonly rule: string;
  readonly position: string;
  readonly fields: readonly Buffer[];
  readonly status: QuarantineView['status'];
  readonly created_at: Date;
}

/** Bytes of one field that are shown. */
const mostBytes = 10_000;

export interface QuarantineFilter {
  readonly status?: string;
  /** Reason code. */
  readonly code?: string;
}

/** What was no valid event, newest first (P-72). */
export async function listQuarantine(db: Database, filter: QuarantineFilter, page: PageRequest): Promise<Page<QuarantineView>> {
  const [time, id] = page.cursor === undefined ? ['infinity', ''] : decodeCursor(page.cursor, 'time', 'uuid');
  const received = sql`date_trunc('milliseconds', created_at)`;
  const { rows } = await sql<Row>`
    select id, stream, entry_id, reason, rule, position, fields, status, created_at from quarantine
    where (${filter.status ?? null}::text is null or status = ${filter.status ?? null})
      and (${filter.code ?? null}::text is null or reason = ${filter.code ?? null})
      and (${received} < ${time}::timestamptz or (${received} = ${time}::timestamptz and id::text > ${id}))
    order by ${received} desc, id limit ${page.limit + 1}`.execute(db);
  return toPage(rows, page.limit, (row) => [row.created_at.toISOString(), row.id], quarantineView);
}

function quarantineView({ id, created_at, fields, ...rest }: Row): QuarantineView {
  return { quarantine_id: id, ...rest, fields: fields.map(printed), received_at: created_at.toISOString() };
}

/** UTF-8 as text; other bytes as `\xNN`, so that nothing is hidden and nothing breaks JSON. */
function printed(bytes: Buffer): string {
  const shown = bytes.subarray(0, mostBytes);
  const text = shown.toString('utf8');
  const rest = bytes.length > mostBytes ? '…' : '';
  if (Buffer.from(text).equals(shown)) return text + rest;
  const escaped = [...shown].map((byte) =>
    byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`,
  );
  return escaped.join('') + rest;
}

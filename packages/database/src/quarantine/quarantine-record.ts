import { type CloudEvent, cloudEventFields, DocumentEventRejected, deriveUuid, structuredField } from '@tributary/contracts';
import type { Quarantine, RejectedEntry } from '@tributary/stage-kit';
import { sql } from 'kysely';
import { outboxInsert } from '../record/write-completions.js';
import type { Database } from '../schema/index.js';
import { toStorableText } from '../sql/recordset.js';

export interface QuarantineOptions {
  /**
   * Called after an entry was kept for the first time, with the `document.event.rejected` that its publisher should see. The event is in the outbox by then:
   * whoever publishes it at once marks it as sent, else the relay follows. Without it nothing is announced.
   */
  readonly announce?: (event: CloudEvent<DocumentEventRejected>) => Promise<void> | void;
  readonly clock?: () => Date;
}

/** Keeps entries that are no valid events, once per stream, group and entry id (P-72). */
export function createQuarantine(db: Database, { announce, clock = () => new Date() }: QuarantineOptions = {}): Quarantine {
  return {
    async keep(entry) {
      const origin = originOf(entry);
      const rejection = announce === undefined ? undefined : rejectionOf(entry, origin, clock());
      const kept = await keepEntry(db, entry, origin, rejection);
      if (kept && rejection !== undefined) await announce?.(rejection);
    },
  };
}

interface Origin {
  readonly source: string | null;
  readonly id: string | null;
  readonly documentUuid: string | null;
}

/** Answers whether the entry is new here. Only then its rejection goes to the outbox. */
async function keepEntry(db: Database, entry: RejectedEntry, origin: Origin, rejection: CloudEvent | undefined): Promise<boolean> {
  const { stream, group, entryId } = entry;
  return db.transaction().execute(async (tx) => {
    const result = await sql`
      insert into quarantine (id, stream, consumer_group, entry_id, reason, rule, position, fields, event_source, event_id, document_uuid)
      values (${deriveUuid('quarantine', stream, group, entryId)}, ${stream}, ${group}, ${entryId}, ${entry.reason}, ${toStorableText(entry.rule)},
        ${toStorableText(entry.position)}, ${entry.fields}::bytea[], ${origin.source}, ${origin.id}, ${origin.documentUuid}::uuid)
      on conflict (stream, consumer_group, entry_id) do nothing`.execute(tx);
    const kept = result.numAffectedRows === 1n;
    if (kept && rejection !== undefined) await sql`with ${outboxInsert([rejection])} select 1`.execute(tx);
    return kept;
  });
}

function rejectionOf(entry: RejectedEntry, origin: Origin, time: Date): CloudEvent<DocumentEventRejected> {
  const { type, version } = DocumentEventRejected;
  return {
    id: deriveUuid('rejected', entry.stream, entry.group, entry.entryId),
    source: '/tributary',
    type,
    time: time.toISOString(),
    dataschema: `${type}/v${version}`,
    data: { source: origin.source ?? '', id: origin.id ?? '', reason: entry.reason, rule: entry.rule, position: entry.position },
  };
}

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Source, id and document as far as the entry lets them be read. */
function originOf({ fields }: RejectedEntry): Origin {
  const texts = fields.map((field) => toStorableText(field.toString()));
  const valueOf = (name: string) => texts.find((_, index) => index % 2 === 1 && texts[index - 1] === name);
  const whole = parseObject(valueOf(structuredField));
  const data = parseObject(valueOf(cloudEventFields.data)) ?? asObject(whole?.['data']);
  const subjects = [valueOf(cloudEventFields.subject), whole?.['subject'], data?.['document_uuid']];
  return {
    source: valueOf(cloudEventFields.source) ?? asText(whole?.['source']),
    id: valueOf(cloudEventFields.id) ?? asText(whole?.['id']),
    documentUuid: subjects.find((subject): subject is string => typeof subject === 'string' && uuidShape.test(subject)) ?? null,
  };
}

function parseObject(json: string | undefined): Record<string, unknown> | undefined {
  if (json === undefined) return undefined;
  try {
    return asObject(JSON.parse(json));
  } catch {
    // Not JSON is one of the reasons to be here: the entry is kept as bytes and has no readable origin.
    return undefined;
  }
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
}

function asText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

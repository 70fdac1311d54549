import { randomUUID } from 'node:crypto';
import type { CloudEvent } from '@tributary/contracts';
import type { RejectedEntry } from '@tributary/stage-kit';
import { expect, onTestFinished, test } from 'vitest';
import { migratedDatabase } from '../testing/setup.js';
import { createQuarantine } from './quarantine-record.js';

async function setup() {
  const { db } = await migratedDatabase();
  onTestFinished(() => db.destroy());
  const announced: CloudEvent[] = [];
  return { db, announced, quarantine: createQuarantine(db, { announce: (event) => void announced.push(event) }) };
}

function entry(...fields: (string | Buffer)[]): RejectedEntry {
  const about = { stream: 's', entryId: '1-1', group: 'g', reason: 'bad_payload', rule: 'uri must be text', position: 'uri' } as const;
  return { ...about, fields: fields.map((field) => Buffer.from(field)) };
}

test('keeps an entry once, as it came, and tells its publisher what was wrong (P-72)', async () => {
  const { db, announced, quarantine } = await setup();
  const documentUuid = randomUUID();
  const given = entry('ce_source', '/crm', 'ce_id', '7', 'data', `{"document_uuid":"${documentUuid}"}`, 'raw', Buffer.from([0, 255]));
  await quarantine.keep(given);
  await quarantine.keep(given);
  const rows = await db.selectFrom('quarantine').selectAll().execute();
  expect(rows).toMatchObject([
    { event_source: '/crm', event_id: '7', document_uuid: documentUuid, reason: 'bad_payload', fields: given.fields },
  ]);
  expect(announced).toMatchObject([
    {
      type: 'document.event.rejected',
      data: { source: '/crm', id: '7', reason: 'bad_payload', rule: 'uri must be text', position: 'uri' },
    },
  ]);
  expect(await db.selectFrom('outbox').select('event').execute()).toEqual([{ event: announced[0] }]);
});

test.each([
  ['bytes that are no text', ['data', Buffer.from([0xc3, 0x28])], { event_source: null, event_id: null, document_uuid: null }],
  [
    'a structured event',
    ['event', '{"source":"/a","id":"b","subject":"no uuid"}'],
    { event_source: '/a', event_id: 'b', document_uuid: null },
  ],
  ['no fields at all', [], { event_source: null, event_id: null, document_uuid: null }],
])('keeps %s', async (_, fields, origin) => {
  const { db, quarantine } = await setup();
  await quarantine.keep(entry(...(fields as (string | Buffer)[])));
  expect(await db.selectFrom('quarantine').selectAll().execute()).toMatchObject([origin]);
});

import type { CloudEvent } from '@tributary/contracts';
import { expect, onTestFinished, test } from 'vitest';
import { addDocuments } from '../testing/builders.js';
import { migratedDatabase } from '../testing/setup.js';
import { createOutboxRelay } from './outbox-relay.js';

async function setup(documents: number) {
  const { db } = await migratedDatabase();
  onTestFinished(() => db.destroy());
  await addDocuments(db, documents);
  const published: CloudEvent[] = [];
  const publish = async (events: readonly CloudEvent[]) => void published.push(...events);
  const unsent = () => db.selectFrom('outbox').select('event_id').where('sent_at', 'is', null).execute();
  return { db, published, publish, unsent };
}

test('publishes what did not leave by itself, and marks it (P-3)', async () => {
  const { db, published, publish, unsent } = await setup(5);
  const relay = createOutboxRelay({ db, publish, batchSize: 2 });
  expect(await relay.relay()).toBe(0);
  expect(await relay.relay(0)).toBe(5);
  expect(new Set(published.map((event) => event.subject)).size).toBe(5);
  expect(await unsent()).toEqual([]);
  expect(await relay.relay(0)).toBe(0);
});

test('what could not be published stays unsent', async () => {
  const { db, unsent } = await setup(3);
  const down = createOutboxRelay({ db, publish: () => Promise.reject(new Error('down')) });
  await expect(down.relay(0)).rejects.toThrow('down');
  expect(await unsent()).toHaveLength(3);
});

test('relays side by side publish every event once', async () => {
  const { db, published, publish } = await setup(60);
  const counts = await Promise.all([1, 2, 3].map(() => createOutboxRelay({ db, publish, batchSize: 7 }).relay(0)));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(60);
  expect(new Set(published.map((event) => event.id)).size).toBe(60);
});

test('a transaction that commits late is not skipped (F29)', async () => {
  const { db, published, publish } = await setup(0);
  const relay = createOutboxRelay({ db, publish });
  const row = (event_id: string) => ({ event_id, type: 'document.accepted' as const, document_uuid: null, event: '{}' });
  await db.transaction().execute(async (tx) => {
    await tx.insertInto('outbox').values(row('early')).execute();
    await db.insertInto('outbox').values(row('late')).execute();
    expect(await relay.relay(0)).toBe(1);
  });
  expect(await relay.relay(0)).toBe(1);
  expect(published).toHaveLength(2);
});

test('old sent rows go, unsent ones never', async () => {
  const { db, publish } = await setup(4);
  const relay = createOutboxRelay({ db, publish, keepSentMs: 0, batchSize: 500 });
  expect(await relay.prune()).toBe(0);
  await relay.relay(0);
  await addDocuments(db, 1);
  expect(await relay.prune()).toBe(4);
  expect(await db.selectFrom('outbox').select('sent_at').execute()).toEqual([{ sent_at: null }]);
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRedis } from '@tributary/local-stack';
import { afterAll, expect, test } from 'vitest';
import { startGateway } from '../testing/gateway.fixture.js';

const directory = await mkdtemp(join(tmpdir(), 'redis-'));
const redis = await startRedis({ dir: directory });
const { api, db, request } = await startGateway({ REDIS_URL: redis.url });
afterAll(() => rm(directory, { recursive: true, force: true }));

test('a document that is accepted while Redis is down is not lost: record and outbox have it (P-3)', async () => {
  await redis.stop();
  const { documents, batch_uuid } = await api.submitFiles('acme', [{ fileName: 'a.txt', bytes: new Blob(['during the outage']) }]);
  const id = documents[0]?.document_uuid ?? '';
  expect(await api.document(id)).toMatchObject({ status: 'accepted' });
  expect(await api.batch(batch_uuid)).toMatchObject({ total: 1 });
  const unsent = await db.selectFrom('outbox').select(['type', 'sent_at']).where('document_uuid', '=', id).execute();
  expect(unsent).toEqual([{ type: 'document.accepted', sent_at: null }]);
  expect((await api.pipeline()).stages[1]).toMatchObject({ stage: 'ocr', lag: null });
  expect((await request('/livez')).status).toBe(200);
  expect((await request('/readyz')).status).toBe(503);
});

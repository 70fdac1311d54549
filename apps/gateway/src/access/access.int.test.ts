import { createApiClient } from '@tributary/client';
import { expect, test } from 'vitest';
import { startGateway } from '../testing/gateway.fixture.js';

const secrets = { crm: 'crm-secret-0123456789', ops: 'ops-secret-0123456789', beta: 'beta-secret-0123456789' };
const keys = `crm:${secrets.crm}:submit+read:acme+beta,ops:${secrets.ops}:admin:*,beta:${secrets.beta}:operate:beta`;
const { url, request } = await startGateway({ TRIBUTARY_API_KEYS: keys });
const crm = createApiClient({ baseUrl: url, apiKey: secrets.crm, attempts: 1 });
const ops = createApiClient({ baseUrl: url, apiKey: secrets.ops, attempts: 1 });
const file = (text: string) => [{ fileName: 'a.txt', bytes: new Blob([text]) }];

test('without a key, or with a wrong one, nothing is answered but health', async () => {
  for (const headers of [{}, { authorization: 'Bearer wrong' }, { authorization: `Basic ${secrets.crm}` }]) {
    const answer = await request('/v1/documents', { headers });
    expect([answer.status, await answer.json()]).toMatchObject([401, { code: 'unauthorized' }]);
  }
  expect((await request('/livez')).status).toBe(200);
  expect((await request('/openapi.json')).status).toBe(200);
});

test('a key does what its scopes allow, in the projects it names', async () => {
  const { documents, batch_uuid } = await crm.submitFiles('acme', file('mine'));
  const id = documents[0]?.document_uuid ?? '';
  expect(await crm.document(id)).toMatchObject({ project: 'acme' });
  expect(await crm.batch(batch_uuid)).toMatchObject({ project: 'acme' });
  await expect(crm.submitFiles('gamma', file('not mine'))).rejects.toMatchObject({ problem: { status: 403, code: 'project_forbidden' } });
  await expect(crm.erase(id)).rejects.toMatchObject({
    problem: { status: 403, code: 'scope_missing', detail: 'this key lacks the scope erase' },
  });
  await expect(crm.reprocess(id)).rejects.toMatchObject({ problem: { code: 'scope_missing' } });
  await expect(crm.createProject({ project: 'beta' })).rejects.toMatchObject({ problem: { code: 'scope_missing' } });
});

test('quarantine holds what belongs to no project: a key for some projects does not read it', async () => {
  expect(await ops.quarantine()).toEqual({ items: [], next_cursor: null });
  const answer = await request('/v1/quarantine', { headers: { authorization: `Bearer ${secrets.beta}` } });
  expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'project_forbidden' }]);
});

test('what belongs to a foreign project reads as absent', async () => {
  const { documents, batch_uuid } = await ops.submitFiles('gamma', file('secret of gamma'));
  const id = documents[0]?.document_uuid ?? '';
  expect(await ops.document(id)).toMatchObject({ project: 'gamma' });
  for (const path of [
    `documents/${id}`,
    `documents/${id}/source`,
    `documents/${id}/text`,
    `batches/${batch_uuid}`,
    `batches/${batch_uuid}/events`,
    'projects/gamma',
  ]) {
    const answer = await request(`/v1/${path}`, { headers: { authorization: `Bearer ${secrets.crm}` } });
    expect(answer.status, path).toBe(404);
  }
  expect((await crm.documents()).items.map(({ project }) => project)).not.toContain('gamma');
  expect((await crm.projects()).items.map(({ project }) => project)).not.toContain('gamma');
  expect((await crm.deadLetters()).items).toEqual([]);
});

import { randomUUID } from 'node:crypto';
import { projectIdOf } from '@tributary/database';
import { beforeAll, expect, test, vi } from 'vitest';
import { breaches } from '../testing/conforms.fixture.js';
import { startGateway } from '../testing/gateway.fixture.js';
import { seedResults } from '../testing/seed.fixture.js';
import type { Schema } from './schema.js';

interface Operation {
  readonly summary?: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<Record<string, { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }>>;
}
interface Description {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const { api, db, redis, request } = await startGateway();
const description = (await (await request('/openapi.json')).json()) as Description;
const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, path, method, operation })),
);
const ids = { document: '', batch: '', entity: '', other: '', letter: randomUUID() };

beforeAll(async () => {
  const { documents, batch_uuid } = await api.submitFiles('acme', [{ fileName: 'a.txt', bytes: new Blob(['a']) }]);
  const seeded = await seedResults(db, 'acme', documents[0]?.document_uuid ?? '');
  Object.assign(ids, { document: seeded.documentUuid, batch: batch_uuid, entity: seeded.entities.jane, other: seeded.entities.rex });
  const letter = {
    id: ids.letter,
    document_uuid: ids.document,
    project_id: projectIdOf('acme'),
    processing_version: 1,
    stage: 'ocr' as const,
  };
  const why = { error_code: 'encrypted' as const, error_message: 'no', retryable: false, attempts: 1, deliveries: 1, event_id: 'e' };
  await db
    .insertInto('dead_letters')
    .values({ ...letter, ...why, event: '{}', announcement: '{}' })
    .execute();
  await redis.client.xadd(`${redis.prefix}:events:document.submitted`, '*', 'nonsense', 'x');
  await vi.waitUntil(async () => (await api.quarantine()).items.length === 1, { timeout: 10_000, interval: 50 });
});

test('every endpoint of the API is described, with its parameters and answers', () => {
  expect(description.openapi).toBe('3.1.0');
  expect(operations.map(({ name }) => name).toSorted()).toEqual([
    'DELETE /v1/documents/{id}',
    'GET /v1/batches/{id}',
    'GET /v1/batches/{id}/events',
    'GET /v1/dead-letters',
    'GET /v1/dead-letters/{id}',
    'GET /v1/documents',
    'GET /v1/documents/{id}',
    'GET /v1/documents/{id}/chunks',
    'GET /v1/documents/{id}/entities',
    'GET /v1/documents/{id}/mentions',
    'GET /v1/documents/{id}/pages',
    'GET /v1/documents/{id}/pages/{number}',
    'GET /v1/documents/{id}/pages/{number}/image',
    'GET /v1/documents/{id}/relations',
    'GET /v1/documents/{id}/source',
    'GET /v1/documents/{id}/text',
    'GET /v1/entities',
    'GET /v1/entities/{id}',
    'GET /v1/events',
    'GET /v1/export',
    'GET /v1/graph',
    'GET /v1/graph/path',
    'GET /v1/pipeline',
    'GET /v1/projects',
    'GET /v1/projects/{project}',
    'GET /v1/quarantine',
    'GET /v1/review',
    'POST /v1/dead-letters/discard',
    'POST /v1/dead-letters/replay',
    'POST /v1/decisions/{id}/undo',
    'POST /v1/documents/{id}/reprocess',
    'POST /v1/entities/merge',
    'POST /v1/entities/{id}/split',
    'POST /v1/judgements/{id}/revoke',
    'POST /v1/projects',
    'POST /v1/projects/{project}/documents',
    'POST /v1/projects/{project}/reprocess',
    'POST /v1/quarantine/discard',
    'POST /v1/quarantine/replay',
    'POST /v1/review/{id}',
  ]);
  for (const { name, path, operation } of operations) {
    expect(operation.summary, name).toBeTruthy();
    expect(Object.keys(operation.responses), name).toEqual(expect.arrayContaining(['2XX', 'default']));
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
    const described = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name);
    expect(described, name).toEqual(inPath);
  }
});

test('every reference in the description leads somewhere', () => {
  for (const [, name = ''] of JSON.stringify(description).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
    expect(Object.keys(description.components.schemas)).toContain(name);
    expect(description.components.schemas[name], name).not.toEqual({ type: 'object', properties: {} });
  }
});

test('queries are described from the rules that check them', () => {
  const parameters = description.paths['/v1/graph']?.['get']?.parameters ?? [];
  expect(parameters.map(({ name, required }) => [name, required ?? false])).toEqual(
    expect.arrayContaining([
      ['project', true],
      ['entity', false],
      ['depth', false],
      ['limit', false],
    ]),
  );
});

test('what the API answers is what it describes', async () => {
  const queries: Readonly<Record<string, string>> = {
    '/v1/entities': '?project=acme',
    '/v1/review': '?project=acme',
    '/v1/graph': '?project=acme',
    '/v1/graph/path': `?from=${ids.entity}&to=${ids.other}`,
  };
  const idOf = (path: string) =>
    path.includes('batches') ? ids.batch : path.includes('entities/') ? ids.entity : path.includes('dead') ? ids.letter : ids.document;
  const asked = operations.filter(({ method, operation }) => method === 'get' && schemaOf(operation) !== undefined);
  for (const { name, path, operation } of asked) {
    const url = path.replace('{id}', idOf(path)).replace('{number}', '1').replace('{project}', 'acme') + (queries[path] ?? '');
    const answer = await request(url);
    expect(answer.status, name).toBe(200);
    expect(breaches(schemaOf(operation) ?? {}, await answer.json(), description.components.schemas), name).toEqual([]);
  }
  expect(asked).toHaveLength(21);
});

test('what it answers to a change, and when something is wrong, is described too', async () => {
  const schemas = description.components.schemas;
  const answers: readonly (readonly [string, unknown])[] = [
    ['SubmissionReceipt', await api.submitUris('acme', ['https://example.org/a.pdf'])],
    ['ReprocessPlan', await api.reprocess(ids.document, { dry_run: true })],
    ['ProjectReprocessReceipt', await api.reprocessProject('acme', { dry_run: true })],
    ['DeadLetterReceipt', await api.discardDeadLetters({ ids: [ids.letter, randomUUID()] })],
    ['QuarantineReceipt', await api.discardQuarantine({ all: true, dry_run: true })],
    ['ProjectView', await api.createProject({ project: 'described', settings: { any: [1] } })],
    ['Problem', await (await request('/v1/documents?limit=0')).json()],
  ];
  for (const [name, value] of answers) expect(breaches({ $ref: `#/${name}` }, value, schemas), name).toEqual([]);
});

function schemaOf(operation: Operation): Schema | undefined {
  return operation.responses['2XX']?.content['application/json']?.schema;
}

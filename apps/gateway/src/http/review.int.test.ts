import { randomUUID } from 'node:crypto';
import { deriveUuid } from '@tributary/contracts';
import { PostgresEntityRegistry, projectIdOf, saveProject } from '@tributary/database';
import { registryRules } from '@tributary/entity-resolution';
import { expect, test } from 'vitest';
import { breaches } from '../testing/conforms.fixture.js';
import { startGateway } from '../testing/gateway.fixture.js';

const key = (name: string, scopes: string, projects: string) => `${name}:${name}-secret-of-some-length:${scopes}:${projects}`;
const keys = [key('ann', 'admin', '*'), key('reader', 'read', '*'), key('stranger', 'read+review', 'other')].join(',');
const { db, request } = await startGateway({ TRIBUTARY_API_KEYS: keys });
const registry = new PostgresEntityRegistry(db, registryRules);

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown> & {
    readonly decision_id?: string;
    readonly entity_uuids?: readonly string[];
    readonly code?: string;
  };
}

async function ask(
  path: string,
  body?: object,
  { as = 'ann', headers = {} }: { as?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const authorization = `Bearer ${as}-secret-of-some-length`;
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const answer = await request(path, { ...init, headers: { authorization, 'content-type': 'application/json', ...headers } });
  return { status: answer.status, body: (await answer.json()) as Answer['body'] };
}

/** A project with one document per person it names; their entities by name. */
async function setup(label: string, ...names: readonly string[]) {
  const project = `${label} ${randomUUID()}`;
  await saveProject(db, project, {});
  const entities = new Map<string, string>();
  for (const name of names) {
    const documentUuid = deriveUuid('document', project, name);
    await db
      .insertInto('source_documents')
      .values({ document_uuid: documentUuid, project_id: projectIdOf(project), file_name: `${name}.txt`, source_uri: 'file:///x' })
      .execute();
    const draft = {
      canonical_id: deriveUuid('canonical', documentUuid),
      name,
      type: 'PERSON' as const,
      aliases: [],
      mention_count: 1,
      confidence: 1,
    };
    const [link] = await registry.link({ projectId: projectIdOf(project), documentUuid, version: 1, fence: 1 }, [draft]);
    entities.set(name, link?.entity_uuid ?? '');
  }
  const list = async () => {
    const { body } = await ask(`/v1/entities?project=${project}`);
    return (body['items'] as { name: string; document_count: number }[]).map((one) => `${one.name} ${one.document_count}`).sort();
  };
  return { project, list, of: (name: string) => entities.get(name) ?? '' };
}

test('entities are merged, the old id finds the new one, and the history says who did it and how to undo it (P-53)', async () => {
  const { of, list } = await setup('merge', 'Samuel Clemens', 'Mark Twain');
  const merged = await ask('/v1/entities/merge', { entities: [of('Samuel Clemens'), of('Mark Twain')], reason: 'a pen name' });
  expect(merged).toMatchObject({ status: 200, body: { entity_uuids: [of('Samuel Clemens')] } });
  expect(await list()).toHaveLength(1);
  const { body } = await ask(`/v1/entities/${of('Mark Twain')}`);
  expect(body).toMatchObject({
    entity_uuid: of('Samuel Clemens'),
    document_count: 2,
    history: [
      {
        decision_id: merged.body.decision_id,
        kind: 'merge',
        judgement: 'positive',
        decided_by: 'ann',
        reason: 'a pen name',
        undone_at: null,
      },
    ],
    judgements: [{ author: 'ann', judgement: 'positive', evidence: ['person'] }],
  });
  expect((body['names'] as { name: string }[]).map(({ name }) => name).sort()).toEqual(['Mark Twain', 'Samuel Clemens']);
  const undone = await ask(`/v1/decisions/${merged.body.decision_id}/undo`, {});
  expect(undone.body.entity_uuids).toHaveLength(2);
  expect(await list()).toEqual(['Mark Twain 1', 'Samuel Clemens 1']);
  const after = await ask(`/v1/entities/${of('Mark Twain')}`);
  expect(after.body).toMatchObject({ judgements: [], history: [{ undone_by: 'ann', undone_at: expect.any(String) }] });
  expect(await ask(`/v1/decisions/${merged.body.decision_id}/undo`, {})).toMatchObject({ status: 409, body: { code: 'already_undone' } });
});

test('an entity is split by name and by document (P-53)', async () => {
  const { project, of, list } = await setup('split', 'Robert Allen', 'Bob Allen', 'Mary Poe');
  expect(await list()).toEqual(['Bob Allen 2', 'Mary Poe 1']);
  const { body } = await ask(`/v1/entities/${of('Robert Allen')}`);
  const bob = (body['names'] as { variant_id: string; name: string }[]).find(({ name }) => name === 'Bob Allen');
  const byName = await ask(`/v1/entities/${of('Robert Allen')}/split`, { names: [bob?.variant_id] });
  expect(byName.status).toBe(200);
  expect(await list()).toEqual(['Bob Allen 1', 'Mary Poe 1', 'Robert Allen 1']);
  await ask(`/v1/decisions/${byName.body.decision_id}/undo`, {});
  const document = deriveUuid('document', project, 'Bob Allen');
  const byDocument = await ask(`/v1/entities/${of('Robert Allen')}/split`, { documents: [document] });
  expect(byDocument.body.entity_uuids).toHaveLength(2);
  expect(await list()).toEqual(['Bob Allen 1', 'Mary Poe 1', 'Robert Allen 1']);
  const separated = byDocument.body.entity_uuids?.find((id) => id !== of('Robert Allen')) ?? '';
  expect((await ask(`/v1/entities/${separated}`)).body).toMatchObject({ history: [{ kind: 'split', document_uuids: [document] }] });
  await ask(`/v1/decisions/${byDocument.body.decision_id}/undo`, {});
  expect(await list()).toEqual(['Bob Allen 2', 'Mary Poe 1']);
});

test('pairs that wait are listed in parts and decided; a judgement of the matcher is revoked (P-53)', async () => {
  const { project, list } = await setup('review', 'John Smith', 'James Smith', 'J. Smith', 'Ann Lee', 'Robert Fox', 'Bob Fox');
  const whole = await ask(`/v1/review?project=${project}&type=PERSON`);
  const items = whole.body['items'] as { judgement_id: string; left: { name: string }; right: { name: string } }[];
  expect(items).toHaveLength(2);
  const first = await ask(`/v1/review?project=${project}&limit=1`);
  const second = await ask(`/v1/review?project=${project}&limit=1&cursor=${String(first.body['next_cursor'])}`);
  expect([first, second].flatMap(({ body }) => body['items'])).toEqual(items);
  expect((await ask(`/v1/review/${items[0]?.judgement_id}`, { decision: 'same' })).status).toBe(200);
  await ask(`/v1/review/${items[1]?.judgement_id}`, { decision: 'different' });
  expect((await ask(`/v1/review?project=${project}`)).body['items']).toEqual([]);
  expect(await list()).toHaveLength(4);
  const fox = (await ask(`/v1/entities?project=${project}&q=fox`)).body['items'] as { entity_uuid: string }[];
  const { body } = await ask(`/v1/entities/${fox[0]?.entity_uuid}`);
  const [own] = body['judgements'] as { judgement_id: string; author: string }[];
  expect(own?.author).toBe('matcher');
  const revoked = await ask(`/v1/judgements/${own?.judgement_id}/revoke`, {});
  expect(revoked.body).toMatchObject({ decision_id: null });
  expect(revoked.body.entity_uuids).toHaveLength(2);
  expect((await ask(`/v1/judgements/${own?.judgement_id}/revoke`, {})).status).toBe(409);
});

test('the same Idempotency-Key decides once (P-7)', async () => {
  const { of } = await setup('once', 'Ann Lee', 'Carl Fox');
  const send = () => ask('/v1/entities/merge', { entities: [of('Ann Lee'), of('Carl Fox')] }, { headers: { 'idempotency-key': 'once' } });
  const [one, two] = [await send(), await send()];
  expect(two).toEqual(one);
});

test('what cannot be decided is a problem that says why', async () => {
  const { of } = await setup('problems', 'Ann Lee', 'Carl Fox');
  const { of: elsewhere } = await setup('elsewhere', 'Mary Poe');
  const [ann, carl, mary] = [of('Ann Lee'), of('Carl Fox'), elsewhere('Mary Poe')];
  const asked: readonly (readonly [string, object, number, string])[] = [
    ['/v1/entities/merge', { entities: [ann] }, 400, 'invalid_request'],
    ['/v1/entities/merge', { entities: [ann, randomUUID()] }, 404, 'not_found'],
    ['/v1/entities/merge', { entities: [ann, mary] }, 422, 'several_projects'],
    ['/v1/entities/merge', { entities: [ann, ann] }, 422, 'nothing_to_decide'],
    [`/v1/entities/${ann}/split`, {}, 400, 'invalid_request'],
    [`/v1/entities/${ann}/split`, { names: [ann], documents: [carl] }, 400, 'invalid_request'],
    [`/v1/entities/${ann}/split`, { names: [ann] }, 422, 'nothing_would_remain'],
    [`/v1/entities/${ann}/split`, { names: [carl] }, 422, 'nothing_to_decide'],
    [`/v1/entities/${randomUUID()}/split`, { names: [ann] }, 404, 'not_found'],
    [`/v1/review/${randomUUID()}`, { decision: 'same' }, 404, 'not_found'],
    [`/v1/review/${randomUUID()}`, { decision: 'perhaps' }, 400, 'invalid_request'],
    [`/v1/decisions/${randomUUID()}/undo`, {}, 404, 'not_found'],
    [`/v1/judgements/${randomUUID()}/revoke`, {}, 404, 'not_found'],
  ];
  for (const [path, body, status, code] of asked)
    expect(await ask(path, body), `${path} ${JSON.stringify(body)}`).toMatchObject({ status, body: { code } });
});

test('only who may review decides, and only about what they reach', async () => {
  const { project, of } = await setup('scopes', 'Ann Lee', 'Carl Fox');
  const body = { entities: [of('Ann Lee'), of('Carl Fox')] };
  expect(await ask('/v1/entities/merge', body, { as: 'reader' })).toMatchObject({ status: 403, body: { code: 'scope_missing' } });
  expect((await ask(`/v1/review?project=${project}`, undefined, { as: 'reader' })).status).toBe(200);
  expect(await ask('/v1/entities/merge', body, { as: 'stranger' })).toMatchObject({ status: 404 });
  expect(await ask(`/v1/review?project=${project}`, undefined, { as: 'stranger' })).toMatchObject({
    status: 403,
    body: { code: 'project_forbidden' },
  });
});

test('what is answered is what the description says', async () => {
  const { project, of } = await setup('described', 'John Smith', 'James Smith', 'J. Smith');
  const { components } = (await (await request('/openapi.json')).json()) as { components: { schemas: Parameters<typeof breaches>[2] } };
  const receipt = await ask('/v1/entities/merge', { entities: [of('John Smith'), of('James Smith')] });
  const answers: readonly (readonly [string, unknown])[] = [
    ['DecisionReceipt', receipt.body],
    ['DecisionReceipt', (await ask(`/v1/decisions/${receipt.body.decision_id}/undo`, {})).body],
    ['EntityDetail', (await ask(`/v1/entities/${of('John Smith')}`)).body],
    ...((await ask(`/v1/review?project=${project}`)).body['items'] as unknown[]).map((item) => ['ReviewPairView', item] as const),
  ];
  expect(answers).toHaveLength(5);
  for (const [name, value] of answers) expect(breaches({ $ref: `#/${name}` }, value, components.schemas), name).toEqual([]);
});

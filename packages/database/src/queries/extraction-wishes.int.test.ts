import { defaultSchema } from '@tributary/contracts';
import { expect, onTestFinished, test } from 'vitest';
import { addDocuments } from '../testing/builders.js';
import { migratedDatabase } from '../testing/setup.js';
import { createExtractionWishes } from './extraction-wishes.js';
import { saveProject } from './projects.js';
import { planReprocess } from './reprocess-plan.js';

async function setup() {
  const { db } = await migratedDatabase();
  onTestFinished(() => db.destroy());
  return { db, wishes: createExtractionWishes(db) };
}

test("a document's wish is its project's schema and its submitter's provider, read together and anew each time (P-41, P-42)", async () => {
  const { db, wishes } = await setup();
  const [plain = ''] = await addDocuments(db, 1, { project: 'plain' });
  const [chosen = ''] = await addDocuments(db, 1, { project: 'ships', options: { entity_provider: 'local' } });
  const [other = ''] = await addDocuments(db, 1, { project: 'ships' });
  await saveProject(db, 'ships', { extraction: { provider: 'openai', entity_types: ['PERSON'], relation_types: ['FAMILY_OF'] } });
  const family = { type: 'FAMILY_OF', from: ['PERSON'], to: ['PERSON'], says: 'is a relative of' };
  const schema = { entity_types: [{ type: 'PERSON' }], relation_types: [family] };
  expect(await Promise.all([plain, chosen, other.toUpperCase()].map((id) => wishes.of(id)))).toEqual([
    { schema: defaultSchema },
    { provider: 'local', schema },
    { provider: 'openai', schema },
  ]);
  await saveProject(db, 'ships', { extraction: { entity_types: ['DATE'], relation_types: [] } });
  expect(await wishes.of(other)).toEqual({ schema: { entity_types: [{ type: 'DATE' }], relation_types: [] } });
});

test('a plan counts tokens where the project pays for its provider (P-59)', async () => {
  const { db } = await setup();
  const [id = ''] = await addDocuments(db, 1, { project: 'paid' });
  const tokens = async () => (await planReprocess(db, id, { dry_run: true }))?.stages.find(({ stage }) => stage === 'entity')?.tokens;
  expect(await tokens()).toBeNull();
  await saveProject(db, 'paid', { extraction: { provider: 'openai' } });
  expect(await tokens()).toBe(0);
});

test('settings that cannot be used are told, not passed over', async () => {
  const { db, wishes } = await setup();
  const [id = ''] = await addDocuments(db, 1, { project: 'broken' });
  await saveProject(db, 'broken', { extraction: { entity_types: 'PERSON' } });
  await expect(wishes.of(id)).rejects.toThrow(/extraction\.entity_types must be a list/);
});

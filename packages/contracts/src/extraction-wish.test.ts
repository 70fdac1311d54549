import { expect, test } from 'vitest';
import { defaultSchema, extractionMistakes, extractionWish } from './index.js';

test('without settings the default schema is meant, and the provider of the service (P-41, P-42)', () => {
  expect(extractionWish()).toEqual({ schema: defaultSchema });
});

test("a project's types replace the default ones, and relations keep the ends that are looked for (P-41)", () => {
  const { schema } = extractionWish({
    entity_types: ['PERSON', { type: 'VESSEL', description: 'a ship' }],
    relation_types: ['FAMILY_OF', 'OWNS', { type: 'SAILS_ON', from: ['PERSON'], to: ['VESSEL'] }],
  });
  expect(schema.entity_types).toEqual([{ type: 'PERSON' }, { type: 'VESSEL', description: 'a ship' }]);
  expect(schema.relation_types).toEqual([
    { type: 'FAMILY_OF', from: ['PERSON'], to: ['PERSON'], says: 'is a relative of' },
    { type: 'SAILS_ON', from: ['PERSON'], to: ['VESSEL'], says: 'sails on' },
  ]);
});

test('what the submitter chose stands above what the project chose (P-42)', () => {
  expect(extractionWish({ provider: 'openai' }).provider).toBe('openai');
  expect(extractionWish({ provider: 'openai' }, { entity_provider: 'local' }).provider).toBe('local');
});

test.each([
  [{}, []],
  [{ entity_types: ['PERSON'], relation_types: ['OWNS'], provider: 'local' }, []],
  ['all', ['extraction']],
  [{ provider: 'gpt' }, ['extraction.provider']],
  [{ entity_type: [] }, ['extraction.entity_type']],
  [{ entity_types: 'PERSON' }, ['extraction.entity_types']],
  [
    { entity_types: ['person', 7, { type: 'SHIP', description: 7 }] },
    ['extraction.entity_types.0', 'extraction.entity_types.1', 'extraction.entity_types.2'],
  ],
  [{ relation_types: ['SAILS_ON'] }, ['extraction.relation_types.0', 'extraction.relation_types.0']],
  [{ relation_types: [{ type: 'SAILS_ON', from: ['PERSON'], to: ['VESSEL'] }] }, ['extraction.relation_types.0']],
  [{ entity_types: ['VESSEL'], relation_types: [{ type: 'SAILS_ON', from: ['PERSON'], to: ['VESSEL'] }] }, []],
])('tells what is wrong with %j', (settings, positions) => {
  expect(extractionMistakes(settings).map(({ position }) => position)).toEqual(positions);
});

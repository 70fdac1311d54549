import { defaultSchema } from '@tributary/contracts';
import { BootError, ConfigError, loadConfig } from '@tributary/service-kit';
import { expect, test } from 'vitest';
import { EntityConfig } from './entity.config.js';
import { createExtractors } from './extractors.js';

function configOf(environment: Readonly<Record<string, string>>): EntityConfig {
  return loadConfig(EntityConfig, { DATABASE_URL: 'postgres://host/db', ...environment });
}

const wish = { schema: defaultSchema };

test('extracts offline unless told otherwise (P-42)', async () => {
  const extractor = await createExtractors(configOf({})).open(wish);
  expect(extractor.provider).toBe('local');
  const { mentions } = await extractor.extract('Write to ann@example.com.', new AbortController().signal);
  expect(mentions.map(({ text, type }) => [text, type])).toContainEqual(['ann@example.com', 'EMAIL']);
});

test('the offline extractor finds what the schema wants, and nothing else (P-41)', async () => {
  const schema = { entity_types: [{ type: 'EMAIL' }], relation_types: [] };
  const extractor = await createExtractors(configOf({})).open({ schema });
  const { mentions } = await extractor.extract('Jane Roe wrote to ann@example.com on May 1, 2019.', new AbortController().signal);
  expect(mentions.map(({ type }) => type)).toEqual(['EMAIL']);
});

test('ENTITY_PROVIDER=openai without a key does not start, and says which variable to set (P-42)', () => {
  const create = () => createExtractors(configOf({ ENTITY_PROVIDER: 'openai' }));
  expect(create).toThrow(BootError);
  expect(create).toThrow('OPENAI_API_KEY is not set; ENTITY_PROVIDER=openai needs it');
});

test('a document may choose its provider; without a key for it the document fails with what to do (P-42)', async () => {
  const environment = { OPENAI_API_KEY: 'key', OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' };
  const extractors = createExtractors(configOf(environment));
  expect(await extractors.open({ ...wish, provider: 'openai' })).toMatchObject({ provider: 'openai' });
  expect(await extractors.open(wish)).toMatchObject({ provider: 'local' });
  await expect(createExtractors(configOf({})).open({ ...wish, provider: 'openai' })).rejects.toThrow(/OPENAI_API_KEY/);
});

test('the version of the online extractor names model and schema; the same wish opens the same one (P-42, P-43)', async () => {
  const environment = { ENTITY_PROVIDER: 'openai', OPENAI_API_KEY: 'key', OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' };
  const extractors = createExtractors(configOf(environment));
  const preset = await extractors.open(wish);
  expect(await extractors.open({ ...wish })).toBe(preset);
  const narrow = await extractors.open({ schema: { entity_types: [{ type: 'PERSON' }], relation_types: [] } });
  const other = await createExtractors(configOf({ ...environment, OPENAI_MODEL: 'small-1' })).open(wish);
  expect([preset, other]).toMatchObject([
    { provider: 'openai', version: expect.stringMatching(/^gpt-5-mini\//) },
    { provider: 'openai', version: expect.stringMatching(/^small-1\//) },
  ]);
  expect(narrow.version).not.toBe(preset.version);
});

test('wrong values are reported together, and the key is not shown', () => {
  const wrong = () => configOf({ ENTITY_PROVIDER: 'gpt', OPENAI_BASE_URL: 'ftp://host', OPENAI_API_KEY: 'hush', OPENAI_TIMEOUT: '60' });
  expect(wrong).toThrow(ConfigError);
  expect(wrong).toThrow(/ENTITY_PROVIDER is "gpt"[^]*OPENAI_BASE_URL is "ftp:\/\/host"[^]*OPENAI_TIMEOUT is "60"/);
  expect(wrong).not.toThrow(/hush/);
});

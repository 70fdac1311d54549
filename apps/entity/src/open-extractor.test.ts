import { BootError, ConfigError, loadConfig } from '@tributary/service-kit';
import { expect, test } from 'vitest';
import { EntityConfig } from './entity.config.js';
import { openExtractor } from './open-extractor.js';

function configOf(environment: Readonly<Record<string, string>>): EntityConfig {
  return loadConfig(EntityConfig, { DATABASE_URL: 'postgres://host/db', ...environment });
}

test('extracts offline unless told otherwise (P-42)', async () => {
  const extractor = await openExtractor(configOf({}));
  expect(extractor.provider).toBe('local');
  const { mentions } = await extractor.extract('Write to ann@example.com.', new AbortController().signal);
  expect(mentions.map(({ text, type }) => [text, type])).toContainEqual(['ann@example.com', 'EMAIL']);
});

test('ENTITY_PROVIDER=openai without a key does not start, and says which variable to set (P-42)', async () => {
  const opened = openExtractor(configOf({ ENTITY_PROVIDER: 'openai' }));
  await expect(opened).rejects.toThrow(BootError);
  await expect(opened).rejects.toThrow('OPENAI_API_KEY is not set; ENTITY_PROVIDER=openai needs it');
});

test('ENTITY_PROVIDER=openai opens the extractor, whose version names the model (P-42, P-43)', async () => {
  const environment = { ENTITY_PROVIDER: 'openai', OPENAI_API_KEY: 'key', OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' };
  const preset = await openExtractor(configOf(environment));
  const other = await openExtractor(configOf({ ...environment, OPENAI_MODEL: 'small-1' }));
  expect([preset, other]).toMatchObject([
    { provider: 'openai', version: expect.stringMatching(/^gpt-5-mini\//) },
    { provider: 'openai', version: expect.stringMatching(/^small-1\//) },
  ]);
});

test('wrong values are reported together, and the key is not shown', () => {
  const wrong = () => configOf({ ENTITY_PROVIDER: 'gpt', OPENAI_BASE_URL: 'ftp://host', OPENAI_API_KEY: 'hush', OPENAI_TIMEOUT: '60' });
  expect(wrong).toThrow(ConfigError);
  expect(wrong).toThrow(/ENTITY_PROVIDER is "gpt"[^]*OPENAI_BASE_URL is "ftp:\/\/host"[^]*OPENAI_TIMEOUT is "60"/);
  expect(wrong).not.toThrow(/hush/);
});

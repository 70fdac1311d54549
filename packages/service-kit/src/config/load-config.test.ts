import { expect, test } from 'vitest';
import {
  ConfigError,
  decimal,
  duration,
  flag,
  integer,
  list,
  loadConfig,
  oneOf,
  redisUrl,
  ServiceConfig,
  size,
  url,
  variable,
  variablesOf,
} from '../index.js';

class Example {
  @variable({ name: 'PORT', kind: integer(1, 10), default: '5', says: 'A port' })
  port!: number;

  @variable({ name: 'STORE_URL', kind: url('file', 's3'), says: 'The store' })
  store!: string;

  @variable({ name: 'API_KEY', kind: oneOf('right'), optional: true, says: 'A key' })
  key?: string;
}

test('every mistake is reported together: variable, allowed, given', () => {
  const load = () => loadConfig(Example, { PORT: '11', API_KEY: 'hush' });
  expect(load).toThrow(ConfigError);
  expect(load).toThrow(
    [
      'wrong configuration:',
      '  PORT is "11"; allowed: a whole number from 1 to 10',
      '  STORE_URL is not set; allowed: a URL that begins with file:// or s3:// (The store)',
      '  API_KEY is (a secret, not shown); allowed: right',
    ].join('\n'),
  );
});

test('defaults fill what is not set; what is optional may be absent', () => {
  expect({ ...loadConfig(Example, { STORE_URL: 's3://bucket' }) }).toEqual({ port: 5, store: 's3://bucket' });
});

test('a password in a wrong URL is not shown', () => {
  expect(() => loadConfig(ServiceConfig, { DATABASE_URL: 'mysql://me:hush@host/db' })).toThrow('"mysql://***@host/db"');
});

test('a service reads what its parents declare', () => {
  class More extends ServiceConfig {
    @variable({ name: 'MORE', kind: flag, default: 'false', says: 'More' })
    more!: boolean;
  }
  const names = [...variablesOf(More).values()].map(({ name }) => name);
  expect(names[0]).toBe('REDIS_URL');
  expect(names.at(-1)).toBe('MORE');
});

test.each([
  [duration, '90s', 90_000],
  [duration, '7d', 604_800_000],
  [duration, '90', undefined],
  [size, '64KB', 65_536],
  [size, '64', undefined],
  [decimal(0, 1), '0.5', 0.5],
  [decimal(0, 1), '2', undefined],
  [list, ' a, b ,', ['a', 'b']],
  [flag, 'yes', undefined],
  [redisUrl, 'redis+sentinel://a:26379,b:26379/main', 'redis+sentinel://a:26379,b:26379/main'],
  [redisUrl, 'redis+cluster://a:6379,b:6379', 'redis+cluster://a:6379,b:6379'],
  [redisUrl, 'http://a', undefined],
] as const)('%o reads %s as %j', (kind, text, value) => {
  expect(kind.parse(text)).toEqual(value);
});

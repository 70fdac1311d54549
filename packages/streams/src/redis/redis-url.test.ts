import { expect, test } from 'vitest';
import { parseRedisUrl } from './redis-url.js';

test('one server is named as everywhere', () => {
  expect(parseRedisUrl('rediss://user:secret@cache.example:6380/2')).toEqual({
    kind: 'single',
    url: 'rediss://user:secret@cache.example:6380/2',
  });
});

test('a cluster is named by some of its nodes', () => {
  expect(parseRedisUrl('redis+cluster://a:7000,b,[::1]:7002')).toEqual({
    kind: 'cluster',
    nodes: [
      { host: 'a', port: 7000 },
      { host: 'b', port: 6379 },
      { host: '::1', port: 7002 },
    ],
    tls: false,
  });
});

test('Sentinels carry the name of the primary, its database and both passwords', () => {
  expect(parseRedisUrl('rediss+sentinel://app:p%40ss@a:26379,b:26379/main/3?sentinelPassword=watch')).toEqual({
    kind: 'sentinel',
    nodes: [
      { host: 'a', port: 26379 },
      { host: 'b', port: 26379 },
    ],
    name: 'main',
    db: 3,
    username: 'app',
    password: 'p@ss',
    sentinelPassword: 'watch',
    tls: true,
  });
  expect(parseRedisUrl('redis+sentinel://a,b')).toMatchObject({ name: 'mymaster', nodes: [{ port: 26379 }, { port: 26379 }] });
});

test.each(['http://a', 'redis+cluster://', 'redis+cluster://a:x', 'redis+cluster://a,,b', 'redis+sentinel://a/main/x', 'a:6379'])(
  '%s names no Redis',
  (url) => {
    expect(parseRedisUrl(url)).toBeUndefined();
  },
);

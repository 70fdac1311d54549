import { loadConfig } from '@tributary/service-kit/config';
import { expect, test } from 'vitest';
import { ObjectStoreConfig, openObjectStore } from './object-store.config.js';

test('the store opens as the environment says, and only there', async () => {
  const config = loadConfig(ObjectStoreConfig, {
    DATABASE_URL: 'postgres://localhost/x',
    OBJECT_STORE_URL: 's3://bucket/prefix',
    SOURCE_ROOTS: '/tmp/none',
    S3_ENDPOINT: 'http://127.0.0.1:9',
    S3_ACCESS_KEY_ID: 'key',
    S3_SECRET_ACCESS_KEY: 'secret',
  });
  const store = openObjectStore(config);
  await expect(store.get('file:///etc/hostname')).rejects.toMatchObject({ code: 'source_forbidden' });
  await expect(store.get('s3://bucket/prefix/x')).rejects.toMatchObject({ code: 'source_forbidden' });
});

test('a network that is none is a mistake of the configuration', () => {
  const environment = {
    DATABASE_URL: 'postgres://localhost/x',
    OBJECT_STORE_URL: 'file:///tmp/o',
    SOURCE_HTTP_ALLOWED_NETWORKS: '10.0.0.0/8,home',
  };
  expect(() => loadConfig(ObjectStoreConfig, environment)).toThrow('SOURCE_HTTP_ALLOWED_NETWORKS is "10.0.0.0/8,home"; allowed: networks');
});

test('a store that nobody named is a mistake of the configuration', () => {
  expect(() => loadConfig(ObjectStoreConfig, { DATABASE_URL: 'postgres://localhost/x' })).toThrow('OBJECT_STORE_URL is not set');
});

import { expect, test } from 'vitest';
import { apiKeys, findKey } from './api-keys.js';
import { Caller } from './caller.js';

const secret = 'a-secret-of-20-chars';

test('keys are read with their scopes and projects, and found by their secret alone', () => {
  const keys = apiKeys.parse(`crm:${secret}:submit+read:acme+beta, ops:another-secret-of-27-chars:admin:*`) ?? [];
  expect(keys.map(({ name, scopes, projects }) => ({ name, scopes, projects }))).toEqual([
    { name: 'crm', scopes: ['submit', 'read'], projects: ['acme', 'beta'] },
    { name: 'ops', scopes: ['admin'], projects: 'all' },
  ]);
  expect(findKey(keys, secret)?.name).toBe('crm');
  expect(findKey(keys, 'wrong')).toBeUndefined();
  expect(JSON.stringify(keys)).not.toContain(secret);
  expect(apiKeys.parse('')).toEqual([]);
});

test.each([
  'crm',
  'crm:short:read:acme',
  `crm:${secret}:fly:acme`,
  `crm:${secret}:read:`,
  `:${secret}:read:acme`,
  `crm:${secret}:read:acme:more`,
])('a key that is written wrong stops the service: %s', (text) => expect(apiKeys.parse(text)).toBeUndefined());

test('admin may do all of it', () => {
  const admin = new Caller('ops', ['admin'], 'all');
  expect([admin.may('erase'), admin.sees('any')]).toEqual([true, true]);
});

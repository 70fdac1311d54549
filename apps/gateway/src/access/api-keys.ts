import { createHash, timingSafeEqual } from 'node:crypto';
import type { VariableKind } from '@tributary/service-kit/config';

/** What a key may do. `admin` may do all of it, and make projects. */
const scopes = ['read', 'submit', 'review', 'operate', 'erase', 'admin'] as const;
export type Scope = (typeof scopes)[number];

export interface ApiKey {
  readonly name: string;
  readonly secretHash: Buffer;
  readonly scopes: readonly Scope[];
  /** Names of projects, or all. */
  readonly projects: readonly string[] | 'all';
}

/** `name:secret:read+submit:acme+beta`, comma-separated; `*` stands for all projects. The secret itself is not kept. */
export const apiKeys: VariableKind<readonly ApiKey[]> = {
  allowed: `keys as name:secret:scopes:projects, comma-separated; scopes are ${scopes.join(', ')}, joined by +; projects joined by +, or *; secrets of at least 16 characters`,
  parse(value) {
    const keys = value
      .split(',')
      .filter((item) => item.trim() !== '')
      .map((item) => parseKey(item.trim()));
    return keys.every((key) => key !== undefined) ? keys : undefined;
  },
};

/** Shorter secrets can be guessed. */
const shortestSecret = 16;

function parseKey(text: string): ApiKey | undefined {
  const [name = '', secret = '', scopeList = '', projectList = ''] = text.split(':');
  const granted = scopeList.split('+').map((given) => scopes.find((scope) => scope === given));
  const known = granted.filter((scope) => scope !== undefined);
  if (text.split(':').length !== 4 || name === '' || secret.length < shortestSecret || projectList === '' || known.length < granted.length)
    return undefined;
  return { name, secretHash: hashOf(secret), scopes: known, projects: projectList === '*' ? 'all' : projectList.split('+') };
}

/** The key with this secret. All keys are compared, in constant time each. */
export function findKey(keys: readonly ApiKey[], secret: string): ApiKey | undefined {
  const hash = hashOf(secret);
  return keys.filter((key) => timingSafeEqual(key.secretHash, hash))[0];
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret, 'utf8').digest();
}

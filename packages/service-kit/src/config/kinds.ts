import { parseRedisUrl } from '@tributary/streams/redis-url';
import type { VariableKind } from './variable.js';

/** Kinds of variables. Durations carry their unit in the value: `500ms`, `10m`, `2d`. */
export const text: VariableKind<string> = { allowed: 'any text', parse: (value) => value };

export function url(...protocols: readonly string[]): VariableKind<string> {
  return {
    allowed: `a URL that begins with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`,
    parse: (value) => (URL.canParse(value) && protocols.includes(new URL(value).protocol.slice(0, -1)) ? value : undefined),
  };
}

/** One Redis, or several hosts: a cluster, or Sentinels with the name of the primary they watch. */
export const redisUrl: VariableKind<string> = {
  allowed:
    'redis://host:port, redis+cluster://user:password@a:6379,b:6379 or redis+sentinel://user:password@a:26379,b:26379/name?sentinelPassword=…, and rediss… with TLS',
  parse: (value) => (parseRedisUrl(value) === undefined ? undefined : value),
};

export function integer(min: number, max: number): VariableKind<number> {
  return {
    allowed: `a whole number from ${min} to ${max}`,
    parse: (value) => (/^-?\d+$/.test(value) && Number(value) >= min && Number(value) <= max ? Number(value) : undefined),
  };
}

export function decimal(min: number, max: number): VariableKind<number> {
  return {
    allowed: `a number from ${min} to ${max}`,
    parse: (value) => (/^-?\d+(\.\d+)?$/.test(value) && Number(value) >= min && Number(value) <= max ? Number(value) : undefined),
  };
}

export const flag: VariableKind<boolean> = {
  allowed: 'true or false',
  parse: (value) => (value === 'true' ? true : value === 'false' ? false : undefined),
};

export function oneOf<T extends string>(...choices: readonly T[]): VariableKind<T> {
  return { allowed: choices.join(', '), parse: (value) => choices.find((choice) => choice === value) };
}

/** Comma-separated; empty text is an empty list. */
export const list: VariableKind<readonly string[]> = {
  allowed: 'a comma-separated list',
  parse: (value) =>
    value
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
};

const unitsMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** In milliseconds. */
export const duration: VariableKind<number> = {
  allowed: 'a duration such as 500ms, 30s, 10m, 12h or 7d',
  parse: (value) => {
    const match = /^(\d+)(ms|s|m|h|d)$/.exec(value);
    return match === null ? undefined : Number(match[1]) * unitsMs[match[2] as keyof typeof unitsMs];
  },
};

const sizes = { B: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 } as const;

/** In bytes. */
export const size: VariableKind<number> = {
  allowed: 'a size such as 64KB, 100MB or 1GB',
  parse: (value) => {
    const match = /^(\d+)(B|KB|MB|GB)$/.exec(value);
    return match === null ? undefined : Number(match[1]) * sizes[match[2] as keyof typeof sizes];
  },
};

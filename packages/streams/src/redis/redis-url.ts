/** One address of a Redis, a cluster's node or a Sentinel. */
export interface RedisNode {
  readonly host: string;
  readonly port: number;
}

interface Access {
  readonly username?: string;
  readonly password?: string;
  readonly tls: boolean;
}

/** What a Redis URL names. */
export type RedisAddress =
  | { readonly kind: 'single'; readonly url: string }
  | ({ readonly kind: 'cluster'; readonly nodes: readonly RedisNode[] } & Access)
  | ({
      readonly kind: 'sentinel';
      readonly nodes: readonly RedisNode[];
      /** Of the primary, as the Sentinels know it. */
      readonly name: string;
      readonly db?: number;
      readonly sentinelUsername?: string;
      readonly sentinelPassword?: string;
    } & Access);

/** Several hosts are no URL to the standard: this form is read here. */
const listForm = /^(rediss?)\+(cluster|sentinel):\/\/(?:([^:@/?]*)(?::([^@/?]*))?@)?([^@/?]+)(?:\/([^?]*))?(?:\?(.*))?$/;
const nodeForm = /^(\[[0-9a-fA-F:]+\]|[^:[\]\s]+)(?::(\d{1,5}))?$/;

/**
 * Reads `redis://`, `rediss://`, `redis+cluster://user:password@a:6379,b:6379` and `redis+sentinel://user:password@a:26379,b:26379/name/db?sentinelPassword=…`
 * (`rediss+…` with TLS). Undefined when it is none of these.
 */
export function parseRedisUrl(url: string): RedisAddress | undefined {
  if (/^rediss?:\/\//.test(url)) return URL.canParse(url) ? { kind: 'single', url } : undefined;
  const [, scheme, kind, username, password, list = '', path = '', query = ''] = listForm.exec(url) ?? [];
  const nodes = nodesOf(list, kind === 'sentinel' ? 26379 : 6379);
  if (kind === undefined || nodes === undefined) return undefined;
  const access = { ...named('username', username), ...named('password', password), tls: scheme === 'rediss' };
  if (kind === 'cluster') return path === '' ? { kind, nodes, ...access } : undefined;
  const [name = '', db] = path.split('/');
  if (db !== undefined && !/^\d+$/.test(db)) return undefined;
  const options = new URLSearchParams(query);
  return {
    kind: 'sentinel',
    nodes,
    name: name === '' ? 'mymaster' : decodeURIComponent(name),
    ...(db === undefined ? {} : { db: Number(db) }),
    ...named('sentinelUsername', options.get('sentinelUsername') ?? undefined),
    ...named('sentinelPassword', options.get('sentinelPassword') ?? undefined),
    ...access,
  };
}

function nodesOf(list: string, defaultPort: number): RedisNode[] | undefined {
  const nodes = list.split(',').map((entry) => {
    const [, host, port] = nodeForm.exec(entry) ?? [];
    return host === undefined ? undefined : { host: host.replaceAll(/[[\]]/g, ''), port: Number(port ?? defaultPort) };
  });
  return nodes.every((node) => node !== undefined) ? nodes : undefined;
}

function named<Name extends string>(name: Name, value: string | undefined): { [K in Name]?: string } {
  return value === undefined || value === '' ? {} : ({ [name]: decodeURIComponent(value) } as { [K in Name]?: string });
}

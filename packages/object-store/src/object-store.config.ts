import { duration, flag, integer, list, ServiceConfig, size, text, url, type VariableKind, variable } from '@tributary/service-kit/config';
import { createObjectStore } from './create-object-store.js';
import type { ObjectStore } from './object-store.js';
import { isNetwork } from './sources/address-guard.js';

/** Comma-separated CIDR blocks. */
const networks: VariableKind<readonly string[]> = {
  allowed: 'networks as address/bits, comma-separated, such as 10.1.0.0/16',
  parse(value) {
    const blocks = list.parse(value) ?? [];
    return blocks.every(isNetwork) ? blocks : undefined;
  },
};

/** What a service that touches bytes reads from its environment: the same in all of them. */
export class ObjectStoreConfig extends ServiceConfig {
  @variable({ name: 'OBJECT_STORE_URL', kind: url('file', 's3'), says: 'Where stored bytes live: file:///directory or s3://bucket/prefix' })
  objectStoreUrl!: string;

  @variable({ name: 'SOURCE_MAX_SIZE', kind: size, default: '200MB', says: 'Largest document that is read or stored' })
  sourceMaxBytes!: number;

  @variable({ name: 'SOURCE_ROOTS', kind: list, default: '', says: 'Directories under which file:// sources may lie' })
  sourceRoots!: readonly string[];

  @variable({
    name: 'SOURCE_HTTP_ALLOWED_NETWORKS',
    kind: networks,
    default: '',
    says: 'Private networks that http sources may be in, as address/bits',
  })
  sourceHttpAllowedNetworks!: readonly string[];

  @variable({ name: 'SOURCE_HTTP_TIMEOUT', kind: duration, default: '60s', says: 'Time for one http source, redirects included' })
  sourceHttpTimeoutMs!: number;

  @variable({ name: 'SOURCE_HTTP_MAX_REDIRECTS', kind: integer(0, 20), default: '5', says: 'Redirects that one http source may take' })
  sourceHttpMaxRedirects!: number;

  @variable({ name: 'SOURCE_S3_BUCKETS', kind: list, default: '', says: 'Buckets that s3:// sources may name' })
  sourceS3Buckets!: readonly string[];

  @variable({ name: 'S3_ENDPOINT', kind: url('http', 'https'), optional: true, says: 'S3-compatible endpoint; absent means AWS' })
  s3Endpoint?: string;

  @variable({ name: 'S3_REGION', kind: text, default: 'us-east-1', says: 'Region that requests to S3 are signed for' })
  s3Region!: string;

  @variable({ name: 'S3_ACCESS_KEY_ID', kind: text, optional: true, says: 'Key for S3; absent means the chain of the AWS SDK' })
  s3AccessKeyId?: string;

  @variable({ name: 'S3_SECRET_ACCESS_KEY', kind: text, optional: true, says: 'Secret of S3_ACCESS_KEY_ID' })
  s3SecretAccessKey?: string;

  @variable({ name: 'S3_FORCE_PATH_STYLE', kind: flag, default: 'true', says: 'Bucket in the path, not in the host name' })
  s3ForcePathStyle!: boolean;
}

/** Opens the store as the environment describes it. */
export function openObjectStore(config: ObjectStoreConfig): ObjectStore {
  const { s3Endpoint, s3AccessKeyId, s3SecretAccessKey } = config;
  return createObjectStore({
    url: config.objectStoreUrl,
    maxBytes: config.sourceMaxBytes,
    fileRoots: config.sourceRoots,
    http: {
      allowedNetworks: config.sourceHttpAllowedNetworks,
      timeoutMs: config.sourceHttpTimeoutMs,
      maxRedirects: config.sourceHttpMaxRedirects,
    },
    s3: {
      region: config.s3Region,
      forcePathStyle: config.s3ForcePathStyle,
      allowedBuckets: config.sourceS3Buckets,
      ...(s3Endpoint === undefined ? {} : { endpoint: s3Endpoint }),
      ...(s3AccessKeyId === undefined || s3SecretAccessKey === undefined
        ? {}
        : { accessKeyId: s3AccessKeyId, secretAccessKey: s3SecretAccessKey }),
    },
  });
}

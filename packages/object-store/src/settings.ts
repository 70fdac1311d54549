/** How the store is set up; every service that touches bytes uses the same. */
export interface ObjectStoreSettings {
  /** Where uploaded bytes live: `file:///directory` or `s3://bucket/prefix`. */
  readonly url: string;
  /** Bytes; the most that is ever read or written. */
  readonly maxBytes: number;
  /** Directories under which `file://` sources may lie. None: `file://` is refused. */
  readonly fileRoots: readonly string[];
  readonly http: HttpSourceSettings;
  readonly s3: S3Settings;
}

export interface HttpSourceSettings {
  /** Networks that may be reached although they are private, as CIDR blocks (`10.1.0.0/16`, `::1/128`). */
  readonly allowedNetworks: readonly string[];
  /** Milliseconds for the whole transfer, redirects included. */
  readonly timeoutMs: number;
  readonly maxRedirects: number;
}

export interface S3Settings {
  /** Any S3-compatible endpoint; absent means AWS. */
  readonly endpoint?: string;
  readonly region: string;
  /** Absent means the SDK's own chain (environment, profile, instance role). */
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  /** `https://host/bucket/key` instead of `https://bucket.host/key`: most endpoints other than AWS want it. */
  readonly forcePathStyle: boolean;
  /** Buckets that `s3://` sources may name. None: `s3://` is refused. */
  readonly allowedBuckets: readonly string[];
}

const megabyte = 1024 * 1024;

/** 200 MB holds a scanned book of 1,000 pages; the others are what a careful crawler uses. */
export const defaultObjectStoreSettings: Omit<ObjectStoreSettings, 'url'> = {
  maxBytes: 200 * megabyte,
  fileRoots: [],
  http: { allowedNetworks: [], timeoutMs: 60_000, maxRedirects: 5 },
  s3: { region: 'us-east-1', forcePathStyle: true, allowedBuckets: [] },
};

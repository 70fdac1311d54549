import { fileURLToPath } from 'node:url';
import { TerminalError } from '@tributary/stage-kit';
import { LocalBlobs } from './blobs/local-blobs.js';
import { collectBytes } from './bounded-bytes.js';
import type {
  BlobStore,
  ByteSource,
  ObjectStat,
  ObjectStore,
  PutOptions,
  ReadOptions,
  SourceReader,
  StoredObject,
} from './object-store.js';
import { S3Blobs } from './s3/s3-blobs.js';
import { S3Objects } from './s3/s3-objects.js';
import { S3Source, s3PlaceOf } from './s3/s3-source.js';
import { defaultObjectStoreSettings, type ObjectStoreSettings } from './settings.js';
import { FileSource } from './sources/file-source.js';
import { HttpSource } from './sources/http-source.js';

/** Opens the store: our own bytes where `url` says, and readers for the places of others. Throws for settings that make no sense; opens no connection. */
export function createObjectStore(settings: Pick<ObjectStoreSettings, 'url'> & Partial<ObjectStoreSettings>): ObjectStore {
  const whole = { ...defaultObjectStoreSettings, ...settings };
  const s3 = new S3Objects(whole.s3);
  const http = new HttpSource(whole.http);
  const readers: Readonly<Record<string, SourceReader>> = {
    'file:': new FileSource(whole.fileRoots),
    'http:': http,
    'https:': http,
    's3:': new S3Source(s3, whole.s3.allowedBuckets),
  };
  return new SchemeObjectStore(openBlobs(whole.url, s3), readers, whole.maxBytes);
}

function openBlobs(url: string, s3: S3Objects): BlobStore {
  const place = URL.canParse(url) ? new URL(url) : undefined;
  switch (place?.protocol) {
    case 'file:':
      return new LocalBlobs(fileURLToPath(place));
    case 's3:': {
      const { bucket, key } = s3PlaceOf(place);
      return new S3Blobs(s3, { bucket, key: key.replace(/\/+$/, '') });
    }
    default:
      throw new Error(`OBJECT_STORE_URL must be file:///directory or s3://bucket/prefix; given: ${url}`);
  }
}

class SchemeObjectStore implements ObjectStore {
  constructor(
    private readonly blobs: BlobStore,
    private readonly readers: Readonly<Record<string, SourceReader>>,
    private readonly maxBytes: number,
  ) {}

  async get(uri: string, options: ReadOptions = {}): Promise<Uint8Array> {
    const bounded = { ...options, maxBytes: this.limit(options) };
    const sha256 = hashOf(uri);
    if (sha256 !== undefined) return this.blobs.get(sha256, bounded);
    return collectBytes(this.readerOf(uri).read(new URL(uri), bounded), bounded.maxBytes, uri);
  }

  async stat(uri: string, options: ReadOptions = {}): Promise<ObjectStat> {
    const sha256 = hashOf(uri);
    return sha256 === undefined ? this.readerOf(uri).stat(new URL(uri), options) : this.blobs.stat(sha256, options);
  }

  async copy(uri: string, options: ReadOptions = {}): Promise<StoredObject> {
    const sha256 = hashOf(uri);
    if (sha256 !== undefined) return { uri, sha256, size: (await this.blobs.stat(sha256, options)).size ?? 0 };
    const bounded = { ...options, maxBytes: this.limit(options) };
    return this.put(this.readerOf(uri).read(new URL(uri), bounded), { ...bounded, fileName: uri });
  }

  async put(bytes: ByteSource, options: PutOptions = {}): Promise<StoredObject> {
    const { fileName, ...rest } = options;
    return this.blobs.put(bytes, { ...rest, maxBytes: this.limit(options), label: fileName ?? 'the upload' });
  }

  async delete(uri: string): Promise<'deleted' | 'absent' | 'foreign'> {
    const sha256 = hashOf(uri);
    if (sha256 === undefined) return 'foreign';
    return (await this.blobs.delete(sha256)) ? 'deleted' : 'absent';
  }

  async deleteAllOf(sha256: string): Promise<number> {
    return (await this.delete(`object://${sha256}`)) === 'deleted' ? 1 : 0;
  }

  private limit(options: ReadOptions): number {
    return Math.min(options.maxBytes ?? this.maxBytes, this.maxBytes);
  }

  private readerOf(uri: string): SourceReader {
    const reader = URL.canParse(uri) ? this.readers[new URL(uri).protocol] : undefined;
    if (reader === undefined) throw new TerminalError('source_forbidden', `${uri} is neither object://, file://, http(s):// nor s3://`);
    return reader;
  }
}

/** The hash in `object://<sha256>`; `undefined` for another scheme. The strict form keeps names from becoming paths. */
function hashOf(uri: string): string | undefined {
  if (!uri.startsWith('object://')) return undefined;
  const sha256 = uri.slice('object://'.length);
  if (!/^[0-9a-f]{64}$/.test(sha256))
    throw new TerminalError('source_forbidden', `${uri} is not object:// followed by 64 lower-case hexadecimal digits`);
  return sha256;
}

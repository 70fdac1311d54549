import { TerminalError } from '@tributary/stage-kit';
import type { ObjectStat, SourceReader } from '../object-store.js';
import type { S3Objects, S3Place } from './s3-objects.js';

/** Objects in buckets that the operator has opened to submitters. */
export class S3Source implements SourceReader {
  constructor(
    private readonly objects: S3Objects,
    private readonly allowedBuckets: readonly string[],
  ) {}

  async *read(url: URL, options: { readonly signal?: AbortSignal; readonly maxBytes: number }): AsyncGenerator<Uint8Array> {
    yield* this.objects.read(this.placeOf(url), options);
  }

  async stat(url: URL, options: { readonly signal?: AbortSignal }): Promise<ObjectStat> {
    return this.objects.stat(this.placeOf(url), options);
  }

  private placeOf(url: URL): S3Place {
    const place = s3PlaceOf(url);
    if (!this.allowedBuckets.includes(place.bucket)) {
      throw new TerminalError('source_forbidden', `${url.href}: the bucket is not among SOURCE_S3_BUCKETS`);
    }
    if (place.key === '') throw new TerminalError('source_not_found', `${url.href} names a bucket, not an object`);
    return place;
  }
}

/** Bucket and key of `s3://bucket/key`; the key decoded, empty when there is none. */
export function s3PlaceOf(url: URL): S3Place {
  return { bucket: url.hostname, key: decodeURIComponent(url.pathname.slice(1)) };
}

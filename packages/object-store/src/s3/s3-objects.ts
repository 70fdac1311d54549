import type { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import { RetryableError, TerminalError } from '@tributary/stage-kit';
import { boundedBytes, tooLarge } from '../bounded-bytes.js';
import type { ObjectStat } from '../object-store.js';
import type { S3Settings } from '../settings.js';

export interface S3Place {
  readonly bucket: string;
  readonly key: string;
}

/** The few calls we make of an S3 endpoint. The SDK is loaded with the first of them: 60 ms and 20 MB that a local installation never pays. */
export class S3Objects {
  private loaded: Promise<{ sdk: typeof import('@aws-sdk/client-s3'); client: S3Client }> | undefined;

  constructor(private readonly settings: S3Settings) {}

  async *read(place: S3Place, options: { readonly signal?: AbortSignal; readonly maxBytes: number }): AsyncGenerator<Uint8Array> {
    const label = labelOf(place);
    try {
      const { sdk, client } = await this.load();
      const answer = await client.send(new sdk.GetObjectCommand(asInput(place)), sendOptions(options.signal));
      const body = answer.Body as Readable;
      if ((answer.ContentLength ?? 0) > options.maxBytes) {
        body.destroy();
        throw tooLarge(label, options.maxBytes);
      }
      yield* boundedBytes(body, options.maxBytes, label);
    } catch (error) {
      throw failureOf(error, label);
    }
  }

  async stat(place: S3Place, options: { readonly signal?: AbortSignal }): Promise<ObjectStat> {
    return this.reported(labelOf(place), async () => {
      const { sdk, client } = await this.load();
      const answer = await client.send(new sdk.HeadObjectCommand(asInput(place)), sendOptions(options.signal));
      return { size: answer.ContentLength ?? null, contentType: answer.ContentType ?? null };
    });
  }

  async put(place: S3Place, body: { readonly stream: Readable; readonly size: number }, signal: AbortSignal | undefined): Promise<void> {
    await this.reported(labelOf(place), async () => {
      const { sdk, client } = await this.load();
      const input = { ...asInput(place), Body: body.stream, ContentLength: body.size };
      await client.send(new sdk.PutObjectCommand(input), sendOptions(signal));
    });
  }

  async delete(place: S3Place): Promise<void> {
    await this.reported(labelOf(place), async () => {
      const { sdk, client } = await this.load();
      await client.send(new sdk.DeleteObjectCommand(asInput(place)));
    });
  }

  private load(): Promise<{ sdk: typeof import('@aws-sdk/client-s3'); client: S3Client }> {
    this.loaded ??= import('@aws-sdk/client-s3').then((sdk) => ({ sdk, client: createClient(sdk, this.settings) }));
    return this.loaded;
  }

  private async reported<T>(label: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw failureOf(error, label);
    }
  }
}

function createClient(sdk: typeof import('@aws-sdk/client-s3'), settings: S3Settings): S3Client {
  const { accessKeyId, secretAccessKey } = settings;
  return new sdk.S3Client({
    region: settings.region,
    forcePathStyle: settings.forcePathStyle,
    // Checksums as trailers, the SDK's newer default, are refused by many compatible endpoints.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(settings.endpoint === undefined ? {} : { endpoint: settings.endpoint }),
    ...(accessKeyId === undefined || secretAccessKey === undefined ? {} : { credentials: { accessKeyId, secretAccessKey } }),
  });
}

function asInput({ bucket, key }: S3Place): { Bucket: string; Key: string } {
  return { Bucket: bucket, Key: key };
}

function sendOptions(signal: AbortSignal | undefined): { abortSignal?: AbortSignal } {
  return signal === undefined ? {} : { abortSignal: signal };
}

function labelOf({ bucket, key }: S3Place): string {
  return `s3://${bucket}/${key}`;
}

function failureOf(error: unknown, label: string): unknown {
  if (error instanceof TerminalError || error instanceof RetryableError) return error;
  if (!(error instanceof Error) || error.name === 'AbortError') return error;
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  if (status === 404) return new TerminalError('source_not_found', `${label} does not exist`, { cause: error });
  if (status === 401 || status === 403)
    return new TerminalError('source_forbidden', `${label} may not be read (${error.name})`, { cause: error });
  if (status === 429 || error.name === 'SlowDown') return new RetryableError('rate_limited', `${label}: ${error.name}`, { cause: error });
  return new RetryableError('object_store_unavailable', `${label}: ${error.name}`, { cause: error });
}

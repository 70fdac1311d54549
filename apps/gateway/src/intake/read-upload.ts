import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { ObjectStore, StoredObject } from '@tributary/object-store';
import { TerminalError } from '@tributary/stage-kit';
import busboy from 'busboy';
import { Problem } from '../problems/problem.js';

interface UploadedFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly stored: StoredObject;
}

export interface Upload {
  readonly fields: Readonly<Record<string, string>>;
  readonly files: readonly UploadedFile[];
  /** Files that were not taken; the others are stored. */
  readonly rejected: readonly { readonly file_name: string; readonly code: string; readonly detail: string }[];
}

/** Reported when all files are through: a rejection in between would be nobody's. */
type StoreResult = UploadedFile | Upload['rejected'][number] | { readonly error: unknown };

/** Bytes of one field beside the files: options and ids are short. */
const maxFieldBytes = 64 * 1024;
const maxFields = 20;

/** Reads a multipart form and streams its files into the object store, one after the other: no file is ever whole in memory. Any field with a file name is a file. */
export async function readUpload(
  request: IncomingMessage,
  store: ObjectStore,
  { maxFiles }: { readonly maxFiles: number },
): Promise<Upload> {
  const fields: Record<string, string> = {};
  const stores: Promise<StoreResult>[] = [];
  const aborted = new AbortController();
  const form = openForm(request.headers, maxFiles);
  form.on('field', (name, value) => {
    fields[name] = value;
  });
  form.on('file', (_field, stream, { filename, mimeType }) => {
    // A form that breaks off breaks its file too, perhaps before anybody reads it. Whoever reads it is told then; an error that nobody hears ends the process.
    stream.on('error', () => undefined);
    stores.push(storeFile(stream, { fileName: filename ?? 'unnamed', contentType: mimeType }, store, aborted.signal));
  });
  const complete = new Promise<void>((resolve, reject) => {
    form.once('close', resolve);
    form.on('error', (error) => reject(new Problem(400, 'broken_upload', `the form cannot be read: ${messageOf(error)}`)));
    form.once('filesLimit', () => reject(new Problem(413, 'too_many_files', `one upload has at most ${maxFiles} files`)));
    request.once('aborted', () => reject(new Problem(400, 'broken_upload', 'the upload broke off')));
  });
  request.pipe(form);
  try {
    await complete;
  } catch (error) {
    request.unpipe(form);
    request.resume();
    aborted.abort();
    await Promise.allSettled(stores);
    throw error;
  }
  const results = await Promise.all(stores);
  const broken = results.find((result) => 'error' in result);
  if (broken !== undefined) throw broken.error;
  return { fields, files: results.filter((result) => 'stored' in result), rejected: results.filter((result) => 'code' in result) };
}

function openForm(headers: IncomingHttpHeaders, maxFiles: number): busboy.Busboy {
  try {
    const limits = { files: maxFiles, fields: maxFields, fieldSize: maxFieldBytes };
    return busboy({ headers, defParamCharset: 'utf8', preservePath: true, limits });
  } catch (error) {
    throw new Problem(400, 'broken_upload', `the form cannot be read: ${messageOf(error)}`);
  }
}

async function storeFile(
  stream: Readable,
  { fileName, contentType }: { readonly fileName: string; readonly contentType: string },
  store: ObjectStore,
  signal: AbortSignal,
): Promise<StoreResult> {
  try {
    // A file that is not read to its end stays open: the form goes on behind it.
    const bytes = stream.iterator({ destroyOnReturn: false });
    return { fileName, contentType, stored: await store.put(bytes, { fileName, signal }) };
  } catch (error) {
    stream.resume();
    return error instanceof TerminalError ? { file_name: fileName, code: error.code, detail: error.message } : { error };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

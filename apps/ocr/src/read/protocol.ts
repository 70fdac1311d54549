import type { TerminalCode } from '@tributary/contracts';
import type { DraftPage, FoundFile, ParseLimits, ReadPage, UnreadPage } from '@tributary/parsing';

/** Opens a document and sends its pages and the files inside, one by one. */
export interface ReadJob {
  readonly kind: 'read';
  readonly fileName: string;
  readonly languages: readonly string[];
  readonly limits: ParseLimits;
  /** From 1; more than 1 when an earlier child did not survive the pages before. */
  readonly firstPage: number;
}

/** Reads the pixels of one page. */
export interface RecognizeJob {
  readonly kind: 'recognize';
  readonly page: UnreadPage;
  readonly languages: readonly string[];
  readonly dpi: number;
  readonly maxPixels: number;
}

/** Draws one page as JPEG for somebody else to read. */
export interface DrawJob extends Omit<RecognizeJob, 'kind'> {
  readonly kind: 'draw';
  /** Pixels. */
  readonly longestEdge: number;
}

export type ReaderJob = ReadJob | RecognizeJob | DrawJob;

/** What a child is told. Bytes are sent once for each document and child. */
export type ReaderCommand =
  | { readonly kind: 'bytes'; readonly key: string; readonly bytes: Uint8Array }
  | { readonly kind: 'job'; readonly key: string; readonly job: ReaderJob }
  /** The last file has been stored; the next may come. */
  | { readonly kind: 'next_file' };

/** What a child answers. `done` and `failed` end a job. */
export type ReaderReply =
  /** The child has started and took the job: from now on time is the page's. */
  | { readonly kind: 'begun' }
  | { readonly kind: 'opened'; readonly mime: string; readonly pageCount: number; readonly properties: Readonly<Record<string, string>> }
  | { readonly kind: 'page'; readonly draft: DraftPage }
  | { readonly kind: 'file'; readonly file: FoundFile }
  | { readonly kind: 'recognized'; readonly page: ReadPage }
  | { readonly kind: 'drawn'; readonly image: Uint8Array; readonly width: number; readonly height: number }
  | { readonly kind: 'done'; readonly warnings: readonly string[] }
  | { readonly kind: 'failed'; readonly code: TerminalCode; readonly message: string };

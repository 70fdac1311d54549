import type { TextBlock, TextBox } from '@tributary/contracts';
import type { DocumentType } from './document-type.js';
import type { ParseLimits } from './limits.js';

/** One page that has been read. Offsets of boxes and blocks are into this page's `text`, half-open. */
export interface ReadPage {
  /** From 1. */
  readonly number: number;
  readonly method: 'text-layer' | 'ocr' | 'none';
  readonly text: string;
  readonly boxes: readonly TextBox[];
  readonly blocks: readonly TextBlock[];
  /** 0 to 1; null where nothing was guessed. */
  readonly confidence: number | null;
  /** PDF points or image pixels; null where the format has no pages. */
  readonly width: number | null;
  readonly height: number | null;
  /** Why the page could not be read. */
  readonly error?: string;
  /** Worth telling a person, about this page alone. */
  readonly warnings?: readonly string[];
}

/** A page whose pixels have to be looked at. */
export interface UnreadPage {
  readonly number: number;
  /** Same units as `ReadPage`. */
  readonly width: number;
  readonly height: number;
  /** Why its own text does not do. */
  readonly reason: 'image' | 'no_text' | 'image_with_little_text' | 'garbled_text';
}

export type DraftPage = { readonly state: 'read'; readonly page: ReadPage } | { readonly state: 'needs_ocr'; readonly page: UnreadPage };

/** A file inside the file: mail attachment, archive entry, message of a mailbox. */
export interface FoundFile {
  /** Without any path: safe to show and to store under. */
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly contentType?: string;
}

/** A document opened for reading. Pages come one after the other, so memory does not grow with their number. */
export interface DocumentReading {
  readonly pageCount: number;
  readonly properties: Readonly<Record<string, string>>;
  /** Grows while pages are read. */
  readonly warnings: readonly string[];
  /** In order, from page `first` on. One failing page is yielded with its `error`; the others still come. */
  pages(first?: number): AsyncIterable<DraftPage> | Iterable<DraftPage>;
  /** Unpacked one at a time. */
  files(): Iterable<FoundFile>;
  close(): Promise<void>;
}

export interface ParseOptions {
  readonly fileName: string;
  readonly limits: ParseLimits;
  /** BCP 47 codes the caller expects; the first decides between encodings that the bytes leave open. */
  readonly languages: readonly string[];
}

/** Opens bytes of one type. Throws `ParseFailure`. */
export type FormatReader = (bytes: Uint8Array, options: ParseOptions) => Promise<DocumentReading> | DocumentReading;

/** A whole document, read. Offsets are into `text`. */
export interface ParsedDocument {
  readonly type: DocumentType;
  readonly text: string;
  readonly pages: readonly AssembledPage[];
  readonly blocks: readonly TextBlock[];
  readonly properties: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
  readonly files: readonly FoundFile[];
}

/** A page in its document: offsets are into the document's text. */
export interface AssembledPage {
  readonly number: number;
  readonly start: number;
  readonly end: number;
  readonly method: 'text-layer' | 'ocr' | 'none';
  readonly confidence: number | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly boxes: readonly TextBox[];
  readonly error?: string;
}

import type { Attachment, ProviderName } from '@tributary/contracts';
import type { FoundFile, ReadPage } from '@tributary/parsing';

/** Remembers what was computed for a key, so that a run that died is picked up where it stopped (P-6). */
export type Memo = <T>(contentHash: string, compute: () => Promise<T>) => Promise<T>;

export interface ReadRequest {
  readonly bytes: Uint8Array;
  /** Hexadecimal SHA-256 of the bytes. */
  readonly sha256: string;
  readonly fileName: string;
  /** BCP 47 codes, the most likely first. */
  readonly languages: readonly string[];
  /** Who reads pages by their pixels (P-22). */
  readonly provider: ProviderName;
  readonly signal: AbortSignal;
  readonly memo: Memo;
  /** Keeps a file found inside; called one after the other. */
  readonly keep: (file: FoundFile) => Promise<Attachment>;
  /** Share of the pages done, 0 to 1. */
  readonly progress?: (share: number) => void;
}

/** A document as it was read: every page, also those that failed, with their reason. */
export interface DocumentRead {
  readonly mime: string;
  readonly pages: readonly ReadPage[];
  readonly properties: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
  readonly attachments: readonly Attachment[];
  readonly durationsMs: Readonly<Record<string, number>>;
  /** What an endpoint counted, for pages that were remembered too; absent where none was asked. */
  readonly tokens?: TokenCount;
}

export interface TokenCount {
  readonly requests: number;
  readonly input: number;
  readonly output: number;
}

/**
 * Reads documents away from this process. Concurrent calls share the children fairly in order of arrival.
 * Throws `TerminalError` with the code of what is wrong with the document, or the reason of the signal.
 */
export interface DocumentReader {
  read(request: ReadRequest): Promise<DocumentRead>;
  close(): Promise<void>;
}

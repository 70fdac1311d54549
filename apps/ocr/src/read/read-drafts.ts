import type { Attachment } from '@tributary/contracts';
import type { DraftPage } from '@tributary/parsing';
import { unreadablePage } from '@tributary/parsing/pages';
import type { ReadRequest } from './document-reader.js';
import type { ReaderReply } from './protocol.js';
import { ReaderFailure } from './reader-failure.js';
import type { ReaderPool } from './reader-pool.js';
import type { ReaderSettings } from './reader-settings.js';

/** What a document says without looking at its pixels. */
export interface ReadSoFar {
  readonly mime: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly drafts: readonly DraftPage[];
  readonly attachments: readonly Attachment[];
  readonly warnings: readonly string[];
}

/** Pages of one document that may cost a child each before the document is given up. */
const mostLostPages = 3;

/**
 * Reads pages one after the other. Where a child is lost over a page (hung, out of memory), that page is marked and a new child goes on behind it.
 * Rejects with `ReaderFailure` when the document cannot be opened, or loses too many children.
 */
export async function readDrafts(pool: ReaderPool, settings: ReaderSettings, request: ReadRequest): Promise<ReadSoFar> {
  const reading = new Drafts(request, settings.limits.maxCharacters);
  for (let lost = 0; ; lost += 1) {
    try {
      const warnings = await reading.run(pool, settings);
      return reading.result(warnings);
    } catch (error) {
      if (!(error instanceof ReaderFailure) || !error.lost || lost >= mostLostPages || !reading.skipPage(error)) throw error;
    }
  }
}

class Drafts {
  private readonly drafts: DraftPage[] = [];
  private readonly attachments: Attachment[] = [];
  private readonly seen = new Set<string>();
  private opened: Extract<ReaderReply, { kind: 'opened' }> | undefined;
  private characters = 0;

  constructor(
    private readonly request: ReadRequest,
    private readonly maxCharacters: number,
  ) {}

  run(pool: ReaderPool, { limits, pageTimeoutMs }: ReaderSettings): Promise<readonly string[]> {
    const { bytes, sha256, fileName, languages, signal } = this.request;
    const job = { kind: 'read' as const, fileName, languages, limits, firstPage: this.drafts.length + 1 };
    return pool.run({ key: sha256, bytes, job, onReply: (reply) => this.take(reply), timeoutMs: pageTimeoutMs, signal });
  }

  /** Marks the page that was being read when the child was lost. False if there was none: then the document itself is the trouble. */
  skipPage(failure: ReaderFailure): boolean {
    if (this.opened === undefined || this.drafts.length >= this.opened.pageCount) return false;
    // A document of one page is that page: it fails with the page's code instead of ending as partial with nothing.
    if (this.opened.pageCount === 1) return false;
    this.drafts.push({ state: 'read', page: unreadablePage({ number: this.drafts.length + 1 }, `${failure.code}: ${failure.message}`) });
    return true;
  }

  result(warnings: readonly string[]): ReadSoFar {
    const { mime = '', properties = {} } = this.opened ?? {};
    return { mime, properties, drafts: this.drafts, attachments: this.attachments, warnings };
  }

  private async take(reply: ReaderReply): Promise<void> {
    if (reply.kind === 'opened') this.opened = reply;
    if (reply.kind === 'page') this.addPage(reply.draft);
    if (reply.kind !== 'file') return;
    const kept = await this.request.keep(reply.file);
    // A second child sends the files again; the same bytes under the same name are the same file.
    const identity = `${kept.sha256} ${kept.file_name}`;
    if (!this.seen.has(identity)) this.attachments.push(kept);
    this.seen.add(identity);
  }

  private addPage(draft: DraftPage): void {
    this.drafts.push(draft);
    this.characters += draft.state === 'read' ? draft.page.text.length : 0;
    if (this.characters > this.maxCharacters) {
      throw new ReaderFailure('too_large', `the document has more than ${this.maxCharacters} characters`, false);
    }
  }
}

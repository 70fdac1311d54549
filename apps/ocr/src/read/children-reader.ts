import type { ReadPage, UnreadPage } from '@tributary/parsing';
import { unreadablePage } from '@tributary/parsing/pages';
import type { OpenAiPageReader } from '@tributary/providers/children';
import { TerminalError } from '@tributary/stage-kit';
import type { DocumentRead, DocumentReader, ReadRequest, TokenCount } from './document-reader.js';
import { EndpointRecognizer } from './endpoint-recognizer.js';
import { mapBounded } from './map-bounded.js';
import { type ReadSoFar, readDrafts } from './read-drafts.js';
import { ReaderFailure } from './reader-failure.js';
import { ReaderPool } from './reader-pool.js';
import type { ReaderSettings } from './reader-settings.js';

/** One long text must not keep all others from being read. */
const fewestParsers = 2;

/** Reads documents in children that can be killed: first what the file says by itself, then the pixels of the pages that need it, in parallel. */
export class ChildrenReader implements DocumentReader {
  /** Reads files by what they say themselves: seconds at most, and never behind somebody's scans (P-73). */
  private readonly parsers: ReaderPool;
  /** Looks at pixels: seconds for a page, minutes for a document. */
  private readonly recognizers: ReaderPool;

  private readonly endpoint: EndpointRecognizer | undefined;

  constructor(
    private readonly settings: ReaderSettings,
    endpoint?: OpenAiPageReader,
  ) {
    this.parsers = new ReaderPool({ ...settings, children: Math.max(fewestParsers, settings.children) });
    this.recognizers = new ReaderPool(settings);
    this.endpoint = endpoint === undefined ? undefined : new EndpointRecognizer(this.recognizers, settings, endpoint);
  }

  async read(request: ReadRequest): Promise<DocumentRead> {
    const { documentTimeoutMs } = this.settings;
    const tooLong = AbortSignal.timeout(documentTimeoutMs);
    const limited = { ...request, signal: AbortSignal.any([request.signal, tooLong]) };
    try {
      return await this.readWithin(limited);
    } catch (error) {
      request.signal.throwIfAborted();
      if (tooLong.aborted)
        throw new TerminalError('document_timeout', `${request.fileName} took more than ${documentTimeoutMs / 1000} s to read`, {
          cause: error,
        });
      if (error instanceof ReaderFailure) throw new TerminalError(error.code, error.message, { cause: error });
      throw error;
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.parsers.close(), this.recognizers.close()]);
  }

  private async readWithin(request: ReadRequest): Promise<DocumentRead> {
    const begun = performance.now();
    const drafts = await readDrafts(this.parsers, this.settings, request);
    const parsed = performance.now();
    const { pages, tokens } = await this.finishPages(drafts, request);
    const recognized = pages.filter(({ method }) => method === 'ocr').length;
    const warnings = [...new Set([...drafts.warnings, ...pages.flatMap((page) => page.warnings ?? [])])];
    const durationsMs = { parse: Math.round(parsed - begun), ...(recognized > 0 ? { ocr: Math.round(performance.now() - parsed) } : {}) };
    return {
      mime: drafts.mime,
      pages,
      properties: drafts.properties,
      warnings,
      attachments: drafts.attachments,
      durationsMs,
      ...(tokens.requests > 0 ? { tokens } : {}),
    };
  }

  private async finishPages({ drafts }: ReadSoFar, request: ReadRequest): Promise<{ pages: readonly ReadPage[]; tokens: TokenCount }> {
    let done = drafts.filter(({ state }) => state === 'read').length;
    let tokens: TokenCount = { requests: 0, input: 0, output: 0 };
    const width = request.provider === 'openai' ? this.settings.endpointPages : this.recognizers.width;
    const pages = await mapBounded(drafts, width, async (draft) => {
      if (draft.state === 'read') return draft.page;
      const recognized = await this.look(draft.page, request);
      tokens = sum(tokens, recognized.tokens);
      done += 1;
      request.progress?.(done / drafts.length);
      return recognized.page;
    });
    return { pages, tokens };
  }

  private async look(page: UnreadPage, request: ReadRequest): Promise<{ readonly page: ReadPage; readonly tokens?: TokenCount }> {
    if (request.provider === 'local') return { page: await this.recognize(page, request) };
    if (this.endpoint === undefined) {
      throw new TerminalError(
        'invalid_event',
        'this service has no endpoint for the provider openai: set OPENAI_API_KEY, or submit without ocr_provider',
      );
    }
    return this.endpoint.recognize(page, request);
  }

  /** A page that fails costs itself, not the document (P-8). What was read is remembered, what failed is tried again next time. */
  private async recognize(page: UnreadPage, { bytes, sha256, languages, signal, memo }: ReadRequest): Promise<ReadPage> {
    const { dpi, limits, pageTimeoutMs, engine } = this.settings;
    const key = `${sha256}:page:${page.number}:${engine.kind}:${dpi}:${languages.join('+')}`;
    const job = { kind: 'recognize' as const, page, languages, dpi, maxPixels: limits.maxPixels };
    try {
      return await memo(key, async () => {
        let read: ReadPage | undefined;
        const onReply: Parameters<ReaderPool['run']>[0]['onReply'] = (reply) => {
          if (reply.kind === 'recognized') read = reply.page;
        };
        await this.recognizers.run({ key: sha256, bytes, job, onReply, timeoutMs: pageTimeoutMs, signal });
        if (read === undefined) throw new ReaderFailure('bug', `page ${page.number} was read to nothing`, false);
        return read;
      });
    } catch (error) {
      if (!(error instanceof ReaderFailure)) throw error;
      return unreadablePage(page, `${error.code}: ${error.message}`);
    }
  }
}

function sum(a: TokenCount, b: TokenCount | undefined): TokenCount {
  return b === undefined ? a : { requests: a.requests + b.requests, input: a.input + b.input, output: a.output + b.output };
}

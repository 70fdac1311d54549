import type { ReadPage, UnreadPage } from '@tributary/parsing';
import { unreadablePage } from '@tributary/parsing/pages';
import type { OpenAiPageReader } from '@tributary/providers/children';
import { TerminalError } from '@tributary/stage-kit';
import type { ReadRequest, TokenCount } from './document-reader.js';
import { ReaderFailure } from './reader-failure.js';
import type { ReaderPool } from './reader-pool.js';
import type { ReaderSettings } from './reader-settings.js';

/** A page as an endpoint read it, with what that cost. */
export interface EndpointPage {
  readonly page: ReadPage;
  readonly tokens: TokenCount;
}

/** Details below this get lost in what models make of an image; more costs tokens and shows nothing new. Pixels. */
const longestEdge = 2048;
const nothing: TokenCount = { requests: 0, input: 0, output: 0 };

/** Has pages drawn in killable children and read by a model elsewhere. Its text has no places on the page. */
export class EndpointRecognizer {
  constructor(
    private readonly pool: ReaderPool,
    private readonly settings: ReaderSettings,
    private readonly endpoint: OpenAiPageReader,
  ) {}

  /**
   * A page that cannot be drawn or is refused costs itself, not the document (P-8). An endpoint that is away or busy is `RetryableError`: the document is tried again,
   * and what was read is remembered and not paid for twice (P-6).
   */
  async recognize(page: UnreadPage, request: ReadRequest): Promise<EndpointPage> {
    const { sha256, languages, memo } = request;
    const key = `${sha256}:page:${page.number}:openai:${this.endpoint.version}:${this.settings.dpi}:${languages.join('+')}`;
    try {
      return await memo(key, () => this.readDrawn(page, request));
    } catch (error) {
      if (!(error instanceof ReaderFailure || error instanceof TerminalError)) throw error;
      return { page: unreadablePage(page, `${error.code}: ${error.message}`), tokens: nothing };
    }
  }

  private async readDrawn(page: UnreadPage, request: ReadRequest): Promise<EndpointPage> {
    const { languages, signal } = request;
    const { image, width, height } = await this.draw(page, request);
    const { text, inputTokens, outputTokens } = await this.endpoint.read({ bytes: image, mime: 'image/jpeg', languages }, signal);
    return {
      page: { number: page.number, method: 'ocr', text, boxes: [], blocks: [], confidence: null, width, height },
      tokens: { requests: 1, input: inputTokens, output: outputTokens },
    };
  }

  private async draw(page: UnreadPage, { sha256, bytes, languages, signal }: ReadRequest) {
    const { dpi, limits, pageTimeoutMs } = this.settings;
    let drawn: { readonly image: Uint8Array; readonly width: number; readonly height: number } | undefined;
    await this.pool.run({
      key: sha256,
      bytes,
      job: { kind: 'draw', page, languages, dpi, maxPixels: limits.maxPixels, longestEdge },
      onReply: (reply) => {
        if (reply.kind === 'drawn') drawn = reply;
      },
      timeoutMs: pageTimeoutMs,
      signal,
    });
    if (drawn === undefined) throw new ReaderFailure('bug', `page ${page.number} was drawn to nothing`, false);
    return drawn;
  }
}

import { RetryableError, TerminalError } from '@tributary/stage-kit';
import type OpenAI from 'openai';
import { type OpenAiConnection, openAiClientOnce } from './openai-client.js';
import { openAiFailure } from './openai-failure.js';
import { transcriptionRequest, transcriptionVersion } from './transcription-request.js';

export interface OpenAiPageReaderSettings extends OpenAiConnection {
  /** One that sees images. */
  readonly model: string;
}

export interface PageImage {
  /** JPEG or PNG. */
  readonly bytes: Uint8Array;
  readonly mime: 'image/jpeg' | 'image/png';
  /** BCP 47 codes, the most likely first. */
  readonly languages: readonly string[];
}

export interface Transcription {
  /** Empty where the page is blank. In reading order; rows of tables are lines with ` | ` between cells. */
  readonly text: string;
  /** As the endpoint counts them; 0 where it does not say. */
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export interface OpenAiPageReader {
  /** Model and prompt: changes when the same page may give another text. */
  readonly version: string;
  /**
   * Throws `RetryableError` or `TerminalError` (P-70), and the signal's reason when it aborts. One request each, never repeated: trying again is up to the caller.
   */
  read(image: PageImage, signal: AbortSignal): Promise<Transcription>;
}

/** Reads page images with a model behind any endpoint that speaks OpenAI's chat completions and sees images (P-22). */
export function createOpenAiPageReader({ model, ...connection }: OpenAiPageReaderSettings): OpenAiPageReader {
  const connect = openAiClientOnce(connection);
  return {
    version: `${model}/${transcriptionVersion}`,
    async read(image, signal) {
      signal.throwIfAborted();
      const { client, APIError } = await connect();
      try {
        return transcriptionOf(await client.chat.completions.create(transcriptionRequest(model, image), { signal }));
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof RetryableError || error instanceof TerminalError) throw error;
        if (error instanceof APIError)
          throw openAiFailure(error, model, 'the image of a page is larger than it reads; set a smaller OCR_DPI');
        throw new RetryableError('provider_unavailable', 'the endpoint broke off its answer', { cause: error });
      }
    },
  };
}

/** Throws `content_refused` when the model declines, `provider_unavailable` when the text is not whole: half a page must not pass for one. */
function transcriptionOf({ choices, usage }: OpenAI.ChatCompletion): Transcription {
  const choice = choices?.[0];
  if (choice?.finish_reason === 'content_filter' || choice?.message?.refusal) {
    throw new TerminalError('content_refused', 'the model refuses to read this page');
  }
  const text = choice?.message?.content;
  if (typeof text !== 'string') throw new RetryableError('provider_unavailable', 'the endpoint answered without a text');
  if (choice?.finish_reason === 'length') {
    throw new RetryableError('provider_unavailable', 'the model reached its limit of tokens before the end of the page');
  }
  return { text: plainText(text), inputTokens: usage?.prompt_tokens ?? 0, outputTokens: usage?.completion_tokens ?? 0 };
}

/** Models like to wrap what they transcribe, and say that a page is blank instead of saying nothing. */
function plainText(answer: string): string {
  const text = answer.replace(/\r\n?/g, '\n').trim();
  const unfenced = /^```[a-z]*\n([^]*?)\n?```$/.exec(text)?.[1] ?? text;
  return /^\[?blank( page)?\]?\.?$/i.test(unfenced.trim()) ? '' : unfenced.trim();
}

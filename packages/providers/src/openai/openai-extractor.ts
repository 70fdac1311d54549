import type { ChunkExtraction, ExtractionSchema } from '@tributary/contracts';
import { fingerprintOf, RetryableError, TerminalError } from '@tributary/stage-kit';
import type OpenAI from 'openai';
import { type AnswerFormat, extractionRequest, promptVersion } from './extraction-request.js';
import { locateAnswer } from './locate-answer.js';
import { type OpenAiConnection, openAiClientOnce } from './openai-client.js';
import { openAiFailure, refusesJsonSchema } from './openai-failure.js';
import { type Answer, parseAnswer } from './parse-answer.js';

export interface OpenAiSettings extends OpenAiConnection {
  readonly model: string;
  readonly schema: ExtractionSchema;
}

export interface OpenAiExtractor {
  readonly provider: 'openai';
  /** Model, prompt and schema: changes when the same text may give another result (P-43). */
  readonly version: string;
  /**
   * Offsets are relative to `text` and select exactly the mention's text. Throws `RetryableError` or `TerminalError` (P-70), and the signal's reason when it
   * aborts. One request each, never repeated: trying again is up to the caller.
   */
  extract(text: string, signal: AbortSignal): Promise<ChunkExtraction>;
}

/** Extracts with a model behind any endpoint that speaks OpenAI's chat completions (P-42). */
export function createOpenAiExtractor({ model, schema, ...connection }: OpenAiSettings): OpenAiExtractor {
  const connect = openAiClientOnce(connection);
  let format: AnswerFormat = 'json_schema';

  async function ask(text: string, signal: AbortSignal): Promise<OpenAI.ChatCompletion> {
    const { client, APIError } = await connect();
    const asked = format;
    try {
      return await client.chat.completions.create(extractionRequest(model, schema, text, asked), { signal });
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof APIError))
        throw new RetryableError('provider_unavailable', 'the endpoint broke off its answer', { cause: error });
      if (asked === 'json_object' || !refusesJsonSchema(error))
        throw openAiFailure(error, model, 'a chunk is longer than it reads; set a smaller CHUNK_MAX_TOKENS');
    }
    // Remembered, so that the other chunks do not ask for what the endpoint does not have.
    format = 'json_object';
    return ask(text, signal);
  }

  return {
    provider: 'openai',
    version: `${model}/${promptVersion}/${fingerprintOf(schema)}`,
    async extract(text, signal) {
      signal.throwIfAborted();
      if (text.trim() === '' || schema.entity_types.length === 0) return { mentions: [], relations: [], dropped: 0 };
      return locateAnswer(text, answerOf(await ask(text, signal)), schema);
    },
  };
}

/** Throws `content_refused` when the model declines, `provider_unavailable` when the answer is not what was asked for. */
function answerOf(completion: OpenAI.ChatCompletion): Answer {
  const choice = completion.choices?.[0];
  if (choice?.finish_reason === 'content_filter' || choice?.message?.refusal) {
    throw new TerminalError('content_refused', 'the model refuses to read this text');
  }
  return parseAnswer(choice?.message?.content ?? '', choice?.finish_reason ?? 'stop');
}

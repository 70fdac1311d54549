import type OpenAI from 'openai';
import type { APIError } from 'openai';

export interface OpenAiConnection {
  /** Up to and with `/v1`; absent: OpenAI's own. */
  readonly baseUrl?: string;
  readonly apiKey: string;
  /** For one request, its answer included. */
  readonly timeoutMs: number;
}

interface Loaded {
  readonly client: OpenAI;
  readonly APIError: typeof APIError;
}

/** The client is loaded with the first request: 35 MB and a third of a second that a process reading pages, which imports this package too, has no use for. */
export function openAiClientOnce(connection: OpenAiConnection): () => Promise<Loaded> {
  let loaded: Promise<Loaded> | undefined;
  return () => (loaded ??= load(connection));
}

async function load({ baseUrl, apiKey, timeoutMs }: OpenAiConnection): Promise<Loaded> {
  const { default: Client, APIError: Failure } = await import('openai');
  const client = new Client({
    apiKey,
    baseURL: baseUrl ?? 'https://api.openai.com/v1',
    timeout: timeoutMs,
    // The runtime tries again, within the stage's budget and where it can be seen.
    maxRetries: 0,
    // It would log requests, which hold the document's text.
    logLevel: 'off',
    // Otherwise taken from the environment, past the validated configuration.
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
  });
  return { client, APIError: Failure };
}

import type { ExtractionWish } from '@tributary/contracts';
import { BootError } from '@tributary/service-kit';
import { fingerprintOf, TerminalError } from '@tributary/stage-kit';
import type { EntityConfig } from './entity.config.js';
import type { ChunkExtractor } from './entity.stage.js';

/** Extractors kept open: projects with schemas of their own that are busy at the same time. */
const mostOpen = 32;

/** Opens extractors as documents want them (P-41, P-42), and only what is wanted is loaded. Throws `BootError` when the configured one lacks something. */
export function createExtractors(config: EntityConfig) {
  if (config.provider === 'openai' && config.openAiApiKey === undefined) {
    throw new BootError('OPENAI_API_KEY is not set; ENTITY_PROVIDER=openai needs it (any text where the endpoint asks for no key)');
  }
  const open = new Map<string, Promise<ChunkExtractor>>();
  return {
    /** The same one for the same wish. Throws `TerminalError` when a document wants a provider that this service has no key for. */
    open({ provider = config.provider, schema }: ExtractionWish): Promise<ChunkExtractor> {
      const key = fingerprintOf({ provider, schema });
      const known = open.get(key);
      if (known !== undefined) return known;
      const oldest = open.keys().next();
      if (open.size >= mostOpen && !oldest.done) open.delete(oldest.value);
      const opened = openExtractor(config, { provider, schema });
      open.set(key, opened);
      opened.catch(() => open.delete(key));
      return opened;
    },
  };
}

async function openExtractor(config: EntityConfig, { provider, schema }: ExtractionWish): Promise<ChunkExtractor> {
  if (provider === 'local') {
    const { createLocalExtractor } = await import('./local-extractor.js');
    return createLocalExtractor(schema);
  }
  if (config.openAiApiKey === undefined) {
    throw new TerminalError(
      'provider_missing',
      'the document asks for the provider openai, and the entity service has no OPENAI_API_KEY: set it, or choose local',
    );
  }
  const { createOpenAiExtractor } = await import('@tributary/providers');
  return createOpenAiExtractor({
    ...(config.openAiBaseUrl === undefined ? {} : { baseUrl: config.openAiBaseUrl }),
    apiKey: config.openAiApiKey,
    model: config.openAiModel,
    schema,
    timeoutMs: config.openAiTimeoutMs,
  });
}

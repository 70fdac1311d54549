import { defaultSchema } from '@tributary/contracts';
import { BootError } from '@tributary/service-kit';
import type { EntityConfig } from './entity.config.js';
import type { ChunkExtractor } from './entity.stage.js';

/** The extractor that is configured (P-42), and only it is loaded. Throws `BootError` when it lacks something. */
export async function openExtractor(config: EntityConfig): Promise<ChunkExtractor> {
  if (config.provider === 'local') {
    const { createLocalExtractor } = await import('./local-extractor.js');
    return createLocalExtractor();
  }
  if (config.openAiApiKey === undefined) {
    throw new BootError('OPENAI_API_KEY is not set; ENTITY_PROVIDER=openai needs it (any text where the endpoint asks for no key)');
  }
  const { createOpenAiExtractor } = await import('@tributary/providers');
  return createOpenAiExtractor({
    ...(config.openAiBaseUrl === undefined ? {} : { baseUrl: config.openAiBaseUrl }),
    apiKey: config.openAiApiKey,
    model: config.openAiModel,
    schema: defaultSchema,
    timeoutMs: config.openAiTimeoutMs,
  });
}

import { duration, integer, oneOf, ServiceConfig, text, url, variable } from '@tributary/service-kit';

/** Variables of the entity service. */
export class EntityConfig extends ServiceConfig {
  @variable({ name: 'ENTITY_CHUNKS_AT_ONCE', kind: integer(1, 64), default: '8', says: 'Chunks of one document extracted at once' })
  chunksAtOnce!: number;

  @variable({
    name: 'ENTITY_PROVIDER',
    kind: oneOf('local', 'openai'),
    default: 'local',
    says: 'The extractor inside the service, or a model behind an OpenAI-compatible endpoint, which is sent the text',
  })
  provider!: 'local' | 'openai';

  @variable({
    name: 'OPENAI_BASE_URL',
    kind: url('https', 'http'),
    optional: true,
    says: 'The endpoint, up to and with /v1; absent: OpenAI’s own',
  })
  openAiBaseUrl?: string;

  @variable({ name: 'OPENAI_API_KEY', kind: text, optional: true, says: 'Key for the endpoint; needed when ENTITY_PROVIDER is openai' })
  openAiApiKey?: string;

  @variable({ name: 'OPENAI_MODEL', kind: text, default: 'gpt-5-mini', says: 'Model that extracts; another one extracts everything again' })
  openAiModel!: string;

  @variable({ name: 'OPENAI_TIMEOUT', kind: duration, default: '60s', says: 'Time for one chunk at the endpoint' })
  openAiTimeoutMs!: number;
}

import { type ChunkingSettings, chunkingVersion } from '@tributary/chunking';
import { integer, ServiceConfig, variable } from '@tributary/service-kit';

/** Variables of the text service. */
export class TextConfig extends ServiceConfig {
  @variable({ name: 'CHUNK_MIN_TOKENS', kind: integer(1, 100_000), default: '400', says: 'Tokens a chunk should have before it is closed' })
  chunkMinTokens!: number;

  @variable({ name: 'CHUNK_MAX_TOKENS', kind: integer(16, 100_000), default: '800', says: 'Tokens a chunk may have' })
  chunkMaxTokens!: number;

  @variable({
    name: 'CHUNK_OVERLAP_TOKENS',
    kind: integer(0, 10_000),
    default: '0',
    says: 'Tokens of the end of a chunk repeated in the next',
  })
  chunkOverlapTokens!: number;
}

export function chunkingOf(config: TextConfig): ChunkingSettings {
  return {
    minTokens: config.chunkMinTokens,
    maxTokens: config.chunkMaxTokens,
    overlapTokens: config.chunkOverlapTokens,
    version: chunkingVersion,
  };
}

import { chunkList, cleanedText, extractedMentions, relationCandidates } from '@tributary/cache-keys';
import {
  type Chunk,
  type ChunkExtraction,
  DocumentEntitiesExtracted,
  DocumentTextCompleted,
  type ExtractionSchema,
  type ExtractionWish,
  type ProviderName,
} from '@tributary/contracts';
import { extractorVersion, mergeChunkExtractions } from '@tributary/extraction';
import { contentHash, defineStage, empty } from '@tributary/stage-kit';
import { mapBounded } from './map-bounded.js';

/** Finds mentions and relation candidates in one chunk. Offsets are relative to the chunk. */
export interface ChunkExtractor {
  /** Stands in every mention. */
  readonly provider: string;
  /** Changes when the same text would give another result: model, prompt, schema, code (P-43). */
  readonly version: string;
  extract(text: string, signal: AbortSignal): Promise<ChunkExtraction> | ChunkExtraction;
}

export interface EntityDeps {
  /** What the document's project and submitter want extracted, and by whom (P-41, P-42). */
  readonly wishes: { of(documentUuid: string): Promise<ExtractionWish> };
  /** The extractor for a wish. Throws `TerminalError` when this service cannot fulfil it. */
  readonly extractors: { open(wish: ExtractionWish): Promise<ChunkExtractor> };
  /** Chunks of one document extracted at once. */
  readonly chunksAtOnce: number;
}

/** What makes one document's extraction another: part of its fingerprint, so that another schema or provider extracts again (P-59). */
interface EntitySettings {
  readonly provider: string;
  readonly version: string;
  readonly schema: ExtractionSchema;
}

/** Extracts mentions and relation candidates from every chunk and puts them together for the document (P-40 to P-44). */
export function createEntityStage({ wishes, extractors, chunksAtOnce }: EntityDeps) {
  return defineStage({
    name: 'entity',
    consumes: DocumentTextCompleted,
    reads: { text: cleanedText, chunks: chunkList },
    writes: { mentions: extractedMentions, relations: relationCandidates },
    emits: DocumentEntitiesExtracted,
    fingerprint: { merging: extractorVersion },

    async settingsOf(documentUuid): Promise<EntitySettings> {
      const wish = await wishes.of(documentUuid);
      const { provider, version } = await extractors.open(wish);
      return { provider, version, schema: wish.schema };
    },

    async run({ text: { text }, chunks }, { documentUuid, settings, signal, memo, log }) {
      const { provider, schema } = settings as EntitySettings;
      const extractor = await extractors.open({ provider: provider as ProviderName, schema });
      // By content, not by document: a chunk seen before in any document is not computed twice.
      const extract = (chunk: Chunk) => {
        const own = text.slice(chunk.start, chunk.end);
        return memo(contentHash(own), () => extractor.extract(own, signal), 'shared');
      };
      const extractions = await mapBounded(chunks, chunksAtOnce, extract);
      const { mentions, relations, dropped } = mergeChunkExtractions({
        documentUuid,
        text,
        chunks,
        extractions,
        provider,
        schema,
      });
      if (dropped > 0) log.warn('dropped what the text does not contain', { documentUuid, dropped });
      const outputs = { mentions, relations };
      return mentions.length === 0 ? empty(chunks.length === 0 ? 'no text' : 'no entity in the text', outputs) : outputs;
    },

    announce: ({ mentions, relations }) => ({ mentions: mentions.length, relations: relations.length }),
  });
}

import type { ExtractionSchema } from '@tributary/contracts';
import { extractChunk, extractorVersion, loadTagger, readDefaultModel, type Tagger } from '@tributary/extraction';
import type { ChunkExtractor } from './entity.stage.js';

let model: Tagger | undefined;

/** The offline extractor, with the model that ships with it; the schema says what of its findings is wanted. */
export function createLocalExtractor(schema: ExtractionSchema): ChunkExtractor {
  model ??= loadTagger(readDefaultModel());
  const tagger = model;
  return { provider: 'local', version: extractorVersion, extract: (text) => extractChunk(text, { tagger, schema }) };
}

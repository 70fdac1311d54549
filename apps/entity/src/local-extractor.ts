import { extractChunk, extractorVersion, loadTagger, readDefaultModel } from '@tributary/extraction';
import type { ChunkExtractor } from './entity.stage.js';

/** The offline extractor, with the model that ships with it. */
export function createLocalExtractor(): ChunkExtractor {
  const tagger = loadTagger(readDefaultModel());
  return { provider: 'local', version: extractorVersion, extract: (text) => extractChunk(text, { tagger }) };
}

export { modelPath, readDefaultModel } from './default-model.js';
export { type MergedExtraction, type MergeInput, mergeChunkExtractions } from './document/merge-chunk-extractions.js';
export { type ExtractionDeps, extractChunk } from './extract-chunk.js';
export { extractorVersion } from './extractor-version.js';
export { ModelError } from './tagger/model.js';
export { loadTagger, type Tag, type Tagger } from './tagger/tagger.js';

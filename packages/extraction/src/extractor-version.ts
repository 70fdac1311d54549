import { modelVersion } from './tagger/model.js';

/** Part of the fingerprint of cached extractions (P-43): raise it whenever rules or model change what is found. */
export const extractorVersion = `local-${modelVersion}.8`;

import type {
  CanonicalEntity,
  Chunk,
  CleanedText,
  DocumentCategory,
  FlowStage,
  Mention,
  OcrResult,
  RelationCandidate,
  ResolvedMention,
  StagedRelationship,
  StructuredData,
} from '@tributary/contracts';
import { stagesFrom } from '@tributary/contracts';
import type { AnyOutput, OutputFamily, OutputKey } from './cache-key.js';

/** DOC_OCR_RESULT */
export const ocrResult: OutputKey<OcrResult> = {
  kind: 'single',
  name: 'DOC_OCR_RESULT',
  segment: 'ocr_result',
  stage: 'ocr',
  ttl: 'REDIS_OCR_CACHE_TTL',
};
/** DOC_CLEANED_TEXT */
export const cleanedText: OutputKey<CleanedText> = {
  kind: 'single',
  name: 'DOC_CLEANED_TEXT',
  segment: 'cleaned_text',
  stage: 'text',
  ttl: 'REDIS_TEXT_CACHE_TTL',
};
/** DOC_CATEGORY */
export const category: OutputKey<DocumentCategory> = {
  kind: 'single',
  name: 'DOC_CATEGORY',
  segment: 'category',
  stage: 'text',
  ttl: 'REDIS_TEXT_CACHE_TTL',
};
/** DOC_CHUNKS_LIST */
export const chunkList: OutputKey<readonly Chunk[]> = {
  kind: 'single',
  name: 'DOC_CHUNKS_LIST',
  segment: 'chunks_list',
  stage: 'text',
  ttl: 'REDIS_TEXT_CACHE_TTL',
};
/** DOC_CHUNK_TEXT: raw text of each chunk, by chunk UUID. */
export const chunkText: OutputFamily<string> = {
  kind: 'family',
  name: 'DOC_CHUNK_TEXT',
  segment: 'chunk_text',
  stage: 'text',
  ttl: 'REDIS_TEXT_CACHE_TTL',
};
/** DOC_STRUCTURED: structured data, by chunk id or `document_level`. */
export const structuredData: OutputFamily<StructuredData> = {
  kind: 'family',
  name: 'DOC_STRUCTURED',
  segment: 'structured',
  stage: 'text',
  ttl: 'REDIS_TEXT_CACHE_TTL',
};
/** The member of DOC_STRUCTURED that speaks of the whole document. */
export const documentLevel = 'document_level';
/** DOC_ALL_EXTRACTED_MENTIONS */
export const extractedMentions: OutputKey<readonly Mention[]> = {
  kind: 'single',
  name: 'DOC_ALL_EXTRACTED_MENTIONS',
  segment: 'all_mentions',
  stage: 'entity',
  ttl: 'REDIS_ENTITY_CACHE_TTL',
};
/** DOC_RELATION_CANDIDATES */
export const relationCandidates: OutputKey<readonly RelationCandidate[]> = {
  kind: 'single',
  name: 'DOC_RELATION_CANDIDATES',
  segment: 'relation_candidates',
  stage: 'entity',
  ttl: 'REDIS_ENTITY_CACHE_TTL',
};
/** DOC_CANONICAL_ENTITIES */
export const canonicalEntities: OutputKey<readonly CanonicalEntity[]> = {
  kind: 'single',
  name: 'DOC_CANONICAL_ENTITIES',
  segment: 'canonical_entities',
  stage: 'resolution',
  ttl: 'REDIS_ENTITY_CACHE_TTL',
};
/** DOC_RESOLVED_MENTIONS */
export const resolvedMentions: OutputKey<readonly ResolvedMention[]> = {
  kind: 'single',
  name: 'DOC_RESOLVED_MENTIONS',
  segment: 'resolved_mentions',
  stage: 'resolution',
  ttl: 'REDIS_ENTITY_CACHE_TTL',
};
/** DOC_STAGED_RELATIONSHIPS */
export const stagedRelationships: OutputKey<readonly StagedRelationship[]> = {
  kind: 'single',
  name: 'DOC_STAGED_RELATIONSHIPS',
  segment: 'staged_relationships',
  stage: 'graph',
  ttl: 'REDIS_ENTITY_CACHE_TTL',
};

/** Every output there is. An output added here is invalidated by construction. */
export const outputs = [
  ocrResult,
  cleanedText,
  category,
  chunkList,
  chunkText,
  structuredData,
  extractedMentions,
  relationCandidates,
  canonicalEntities,
  resolvedMentions,
  stagedRelationships,
] as const satisfies readonly AnyOutput[];

export function outputsOf(stage: FlowStage): readonly AnyOutput[] {
  return outputs.filter((output) => output.stage === stage);
}

/** Outputs of a stage and of all after it; with `preserveOcr`, what OCR read stays (P-60). */
export function outputsFrom(stage: FlowStage, { preserveOcr = false } = {}): readonly AnyOutput[] {
  const stages = stagesFrom(stage);
  return outputs.filter((output) => stages.includes(output.stage) && !(preserveOcr && output.stage === 'ocr'));
}

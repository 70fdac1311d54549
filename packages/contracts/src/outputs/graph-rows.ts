import type { StagedRelationship } from './graph.js';
import type { CanonicalEntity, ResolvedMention } from './resolution.js';
import type { Chunk } from './text.js';

/**
 * The projection as rows, named exactly as they stand in Neo4j: what is written, exported and dumped.
 * Dates are ISO 8601; offsets are half-open and into the document's cleaned text.
 */
export interface GraphRows {
  readonly documents: readonly DocumentNode[];
  readonly chunks: readonly ChunkNode[];
  readonly entities: readonly EntityNode[];
  readonly hasEntity: readonly HasEntity[];
  readonly relations: readonly Relation[];
}

export interface DocumentNode {
  readonly id: string;
  /** Unique in the graph: suffix `~<id8>` on collision. */
  readonly fileName: string;
  readonly originalFileName: string;
  readonly title: string;
  readonly fileSource: string;
  readonly fileType: string;
  /** Bytes. */
  readonly fileSize: number;
  readonly url: string;
  readonly status: string;
  readonly language: string;
  readonly category: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly total_chunks: number;
  readonly chunkNodeCount: number;
  readonly entityNodeCount: number;
  readonly relationshipCount: number;
  readonly projectId: string;
  readonly version: number;
  readonly contentSha256: string;
}

export interface ChunkNode {
  /** `<document_uuid>:v<version>:<index>` */
  readonly id: string;
  readonly text: string;
  /** From 0. */
  readonly index: number;
  /** From 1. */
  readonly position: number;
  /** UTF-16 units. */
  readonly length: number;
  readonly content_offset: number;
  readonly page_number: number;
  readonly fileName: string;
  readonly documentId: string;
  readonly pageEnd: number;
  readonly startOffset: number;
  readonly endOffset: number;
  readonly headingPath: readonly string[];
}

export interface EntityNode {
  readonly uuid: string;
  /** Display name, told apart from homonyms. */
  readonly id: string;
  readonly name: string;
  /** The one domain label beside `__Entity__`. */
  readonly label: string;
  readonly description?: string;
  readonly aliases: readonly string[];
  readonly mentionCount: number;
  readonly documentCount: number;
  readonly projectId: string;
}

/** (Chunk)-[:HAS_ENTITY]->(__Entity__); the four lists run in parallel, by offset. */
export interface HasEntity {
  readonly chunkId: string;
  readonly entityUuid: string;
  readonly mentionIds: readonly string[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly pages: readonly number[];
  readonly confidence: number;
}

/** (__Entity__)-[:TYPE]->(__Entity__), merged across documents by source, type and target. */
export interface Relation {
  readonly id: string;
  readonly from: string;
  /** UPPER_SNAKE. */
  readonly type: string;
  readonly to: string;
  /** The best of its evidence, 0 to 1. */
  readonly confidence: number;
  /** Sentences that support it, over all documents. */
  readonly supportCount: number;
  readonly documentIds: readonly string[];
  readonly chunkIds: readonly string[];
  readonly projectId: string;
}

export function chunkNodeId(documentUuid: string, version: number, index: number): string {
  return `${documentUuid}:v${version}:${index}`;
}

/** The same relation of a project keeps its id, whichever document said it first. */
export function relationId(from: string, type: string, to: string): string {
  return `${from} ${type} ${to}`;
}

/** What the stages before have recorded about one document. */
export interface DocumentEvidence {
  /** Counts of chunks, entities and relationships are filled in here. */
  readonly document: Omit<DocumentNode, 'total_chunks' | 'chunkNodeCount' | 'entityNodeCount' | 'relationshipCount'>;
  readonly text: string;
  readonly chunks: readonly Chunk[];
  readonly mentions: readonly ResolvedMention[];
  readonly entities: readonly CanonicalEntity[];
  readonly relationships: readonly StagedRelationship[];
}

/** A project-wide entity as the registry knows it; `id` is its display id. */
export interface ProjectEntity {
  readonly entity_uuid: string;
  readonly type: string;
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly mention_count: number;
  readonly document_count: number;
}

/** The rows are vocabulary: stores write them, exports serialise them. */
export {
  type ChunkNode,
  chunkNodeId,
  type DocumentEvidence,
  type DocumentNode,
  type EntityNode,
  type GraphRows,
  type HasEntity,
  type ProjectEntity,
  type Relation,
  relationId,
} from '@tributary/contracts';

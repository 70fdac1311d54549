import type { Kysely, Transaction as KyselyTransaction } from 'kysely';
import type {
  GraphProjectionsTable,
  Neo4jCanonicalEntitiesTable,
  Neo4jChunksTable,
  Neo4jDocumentsTable,
  Neo4jEntityMentionsTable,
  Neo4jRelationshipsStagingTable,
} from './contents.js';
import type { BatchesTable, IntakeEventsTable, ProjectsTable, SourceDocumentsTable } from './documents.js';
import type {
  CleanupRunsTable,
  DeadLettersTable,
  OutboxTable,
  ProcessingHistoryTable,
  QuarantineTable,
  StageOutputsTable,
  StageRunsTable,
} from './runs.js';

/** Every table with the types of its columns. `bigint` reads as a number: fences and sizes stay below 2^53. */
export interface Schema {
  projects: ProjectsTable;
  batches: BatchesTable;
  source_documents: SourceDocumentsTable;
  intake_events: IntakeEventsTable;
  neo4j_documents: Neo4jDocumentsTable;
  neo4j_chunks: Neo4jChunksTable;
  neo4j_entity_mentions: Neo4jEntityMentionsTable;
  neo4j_canonical_entities: Neo4jCanonicalEntitiesTable;
  neo4j_relationships_staging: Neo4jRelationshipsStagingTable;
  graph_projections: GraphProjectionsTable;
  stage_runs: StageRunsTable;
  stage_outputs: StageOutputsTable;
  outbox: OutboxTable;
  processing_history: ProcessingHistoryTable;
  dead_letters: DeadLettersTable;
  quarantine: QuarantineTable;
  cleanup_runs: CleanupRunsTable;
}

export type Database = Kysely<Schema>;
/** Statements that take one of these become part of the caller's transaction. */
export type Transaction = KyselyTransaction<Schema>;

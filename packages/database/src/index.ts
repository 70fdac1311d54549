export type { Erased, PurgeCommand, Purged, ReprocessCommand, Reprocessed, UnknownDocument } from './cleanup/cleanup-types.js';
export { type CleanupOptions, type CleanupRecord, createCleanup } from './cleanup/create-cleanup.js';
export { createDatabase, type DatabaseOptions } from './connection/create-database.js';
export { isOutage, mapDatabaseError } from './connection/map-error.js';
export type { Acceptance, Submission } from './intake/accept-submissions.js';
export { createIntake, type Intake } from './intake/create-intake.js';
export { projectIdOf } from './intake/projects.js';
export { migrate, requireSchema, SchemaOutdatedError } from './migrations/migrate.js';
export { createOutboxRelay, type OutboxRelay, type OutboxRelayOptions } from './outbox/outbox-relay.js';
export { createQuarantine, type QuarantineOptions } from './quarantine/quarantine-record.js';
export {
  discardQuarantined,
  openQuarantined,
  type QuarantinedEntry,
  replayQuarantined,
  selectQuarantined,
} from './quarantine/resolve-quarantine.js';
export * from './queries/index.js';
export { loadStageStates, type RecordedStates, recentlyEnded } from './reconcile/stage-states.js';
export { endFinishedDocuments, noteReemitted, type StageLimits, type StuckDocument, stuckDocuments } from './reconcile/stuck-documents.js';
export { createStageRecord, type PostgresStageRecord, type StageRecordOptions } from './record/stage-record.js';
export { type EntityRow, writeEntities } from './record/writers/canonical-entities.js';
export { type StagedContribution, stageContributions } from './record/writers/relationships.js';
export type { DecidedBy } from './registry/decisions.js';
export { PostgresEntityRegistry } from './registry/postgres-entity-registry.js';
export { type Decided, type Refused, RegistryReview, type SplitPart } from './registry/registry-review.js';
export type { LinkedDocument } from './registry/registry-types.js';
export type { RelationRef } from './schema/contents.js';
export type { Database, Schema, Transaction } from './schema/index.js';

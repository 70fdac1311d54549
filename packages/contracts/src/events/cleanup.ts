import { IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsString, IsUUID, MaxLength, Min, ValidateIf } from 'class-validator';
import { type FlowStage, flowStages } from '../stage.js';

export const cleanupModes = ['reprocess', 'purge'] as const;
export type CleanupMode = (typeof cleanupModes)[number];

/** Asks to process a document again from a stage, or to erase it everywhere (P-60, P-61). Written to the public stream. */
export class DocumentCleanupRequested {
  static readonly type = 'document.cleanup.requested';
  static readonly version = 1;

  @IsUUID()
  document_uuid!: string;

  @IsIn(cleanupModes)
  mode!: CleanupMode;

  /** First stage whose output goes. Required to reprocess. */
  @ValidateIf((event: DocumentCleanupRequested) => event.mode === 'reprocess' || event.from_stage !== undefined)
  @IsIn(flowStages)
  from_stage?: FlowStage;

  /** Keep what OCR read, even when `from_stage` is `ocr`. */
  @IsOptional()
  @IsBoolean()
  preserve_ocr?: boolean;

  @IsOptional()
  @IsBoolean()
  force?: boolean;

  @IsOptional()
  @IsString()
  project?: string;

  @IsOptional()
  @IsString()
  @MaxLength(1000)
  reason?: string;
}

/** A cleanup is done; what went, per store. */
export class DocumentCleanupCompleted {
  static readonly type = 'document.cleanup.completed';
  static readonly version = 1;

  @IsUUID()
  document_uuid!: string;

  /** The version that follows a reprocess; the erased one after a purge. */
  @IsInt()
  @Min(1)
  processing_version!: number;

  @IsString()
  project!: string;

  @IsIn(cleanupModes)
  mode!: CleanupMode;

  /** Counts per store and kind, e.g. `{ postgres: { neo4j_chunks: 3 }, redis: { keys: 12 } }`. */
  @IsObject()
  deleted!: Record<string, Record<string, number>>;
}

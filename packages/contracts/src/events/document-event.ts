import 'reflect-metadata';
import { IsBoolean, IsInt, IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength, Min } from 'class-validator';

/** What every event of the flow says: which document, which version of its processing, whose project. Ids, never payloads (P-2). */
export abstract class DocumentEvent {
  @IsUUID()
  document_uuid!: string;

  /** Starts at 1 and grows by one with each reprocess; an event below the document's current version is superseded (P-11). */
  @IsInt()
  @Min(1)
  processing_version!: number;

  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  project!: string;

  /** Compute again even where an output is cached (P-1). */
  @IsOptional()
  @IsBoolean()
  force?: boolean;
}

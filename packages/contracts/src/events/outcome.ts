import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsNumber, IsOptional, IsString, IsUUID, Max, Min, ValidateNested } from 'class-validator';
import { type FailureCode, failureCodes } from '../failure.js';
import { type StageName, stageNames } from '../stage.js';
import { DocumentEvent } from './document-event.js';

export class FailureDetail {
  @IsIn(failureCodes)
  code!: FailureCode;

  @IsString()
  message!: string;

  @IsBoolean()
  retryable!: boolean;
}

/** A document ended as `failed`; the dead letter holds all that is needed to replay it (P-70). */
export class DocumentFailed extends DocumentEvent {
  static readonly type = 'document.failed';
  static readonly version = 1;

  @IsIn(stageNames)
  stage!: StageName;

  @ValidateNested()
  @Type(() => FailureDetail)
  error!: FailureDetail;

  @IsInt()
  @Min(0)
  attempts!: number;

  @IsUUID()
  dead_letter_id!: string;
}

/** Live progress: a capped stream beside the flow, for people who watch. */
export class DocumentStatusChanged extends DocumentEvent {
  static readonly type = 'document.status.changed';
  static readonly version = 1;

  @IsIn(stageNames)
  stage!: StageName;

  @IsString()
  status!: string;

  /** 0 to 1. */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1)
  progress?: number;
}

import { type FlowStage, flowStages, rejectionCodes, SubmissionOptions } from '@tributary/contracts';
import { documentStatuses } from '@tributary/state';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

/** URIs in one request. */
const mostUris = 1000;

/** `POST /v1/projects/{project}/documents` as JSON. */
export class SubmitUrisBody {
  @ValidateIf((body: SubmitUrisBody) => body.uris === undefined)
  @IsString()
  @IsNotEmpty()
  @MaxLength(4096)
  uri?: string;

  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(mostUris)
  @IsString({ each: true })
  @MaxLength(4096, { each: true })
  uris?: string[];

  /** Of the one document that `uri` names; default: the last part of the URI. */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(1024)
  file_name?: string;

  @IsOptional()
  @IsUUID()
  batch_uuid?: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => SubmissionOptions)
  options?: SubmissionOptions;
}

/** The fields of a multipart submission beside its files; `options` is JSON. */
export class UploadFields {
  @IsOptional()
  @IsUUID()
  batch_uuid?: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => SubmissionOptions)
  options?: SubmissionOptions;
}

export class ProjectBody {
  @IsString()
  @Matches(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,199}$/u, {
    message: 'project must begin with a letter or digit and hold letters, digits, spaces, . _ and - only',
  })
  project!: string;

  @IsOptional()
  @IsObject()
  settings: Record<string, unknown> = {};
}

export class ReprocessBody {
  /** First stage to run again. Default: where the document failed, or the first. */
  @IsOptional()
  @IsIn(flowStages)
  from_stage?: FlowStage;

  @IsOptional()
  @IsBoolean()
  preserve_ocr?: boolean;

  @IsOptional()
  @IsBoolean()
  force?: boolean;

  @IsOptional()
  @IsBoolean()
  dry_run?: boolean;

  @IsOptional()
  @IsString()
  @MaxLength(1000)
  reason?: string;
}

/** Documents in one request to reprocess. */
const mostDocuments = 10_000;

export class ProjectReprocessBody extends ReprocessBody {
  @IsOptional()
  @IsIn(documentStatuses)
  status?: string;

  @IsOptional()
  @IsIn(flowStages)
  stage?: string;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(mostDocuments)
  limit: number = 1000;
}

/** Dead letters, or entries in quarantine, decided about in one request. */
const mostDecisions = 10_000;

/** Which of those that wait a decision is about. */
class SelectionBody {
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(mostDecisions)
  @IsUUID(undefined, { each: true })
  ids?: string[];

  @IsOptional()
  @IsBoolean()
  all?: boolean;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(mostDecisions)
  limit: number = 100;

  @IsOptional()
  @IsBoolean()
  dry_run?: boolean;

  @IsOptional()
  @IsString()
  @MaxLength(1000)
  reason?: string;
}

export class DeadLetterSelectionBody extends SelectionBody {
  @IsOptional()
  @IsString()
  project?: string;

  @IsOptional()
  @IsString()
  stage?: string;

  @IsOptional()
  @IsString()
  code?: string;

  @IsOptional()
  @IsUUID()
  document_uuid?: string;
}

export class QuarantineSelectionBody extends SelectionBody {
  @IsOptional()
  @IsIn(rejectionCodes)
  code?: string;
}

import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { DocumentEvent } from './document-event.js';

export const providerNames = ['local', 'openai'] as const;
export type ProviderName = (typeof providerNames)[number];

/** What a submitter may choose for one document. */
export class SubmissionOptions {
  @IsOptional()
  @IsBoolean()
  force?: boolean;

  /** Process these bytes even when the project has them already (P-12). */
  @IsOptional()
  @IsBoolean()
  allow_duplicate?: boolean;

  @IsOptional()
  @IsIn(providerNames)
  ocr_provider?: ProviderName;

  @IsOptional()
  @IsIn(providerNames)
  entity_provider?: ProviderName;

  /** BCP 47 or ISO 639 codes that OCR should expect. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @IsString({ each: true })
  languages?: string[];

  /** Two lanes: `interactive` overtakes `bulk` (P-73). */
  @IsOptional()
  @IsIn(['interactive', 'bulk'])
  priority?: 'interactive' | 'bulk';
}

/** An upstream system or the gateway hands in a document. Written to the public stream; read by intake. */
export class DocumentSubmitted {
  static readonly type = 'document.submitted';
  static readonly version = 1;

  /** Derived from the event's source and id when absent, so that publishing twice is submitting once. */
  @IsOptional()
  @IsUUID()
  document_uuid?: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  project!: string;

  /** `file://` under an allowed root, `http(s)://`, `s3://`, or `object://` for bytes that the gateway stored (P-13). */
  @IsString()
  @Matches(/^(file|https?|s3|object):\/\//, { message: 'uri must begin with file://, http://, https://, s3:// or object://' })
  @MaxLength(4096)
  uri!: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(1024)
  file_name!: string;

  @IsOptional()
  @IsString()
  @MaxLength(255)
  content_type?: string;

  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/, { message: 'sha256 must be 64 lower-case hexadecimal digits' })
  sha256?: string;

  /** Bytes. */
  @IsOptional()
  @IsInt()
  @Min(0)
  size?: number;

  @IsOptional()
  @IsUUID()
  batch_uuid?: string;

  /** The mail or archive this document was found in (P-21). */
  @IsOptional()
  @IsUUID()
  parent_document_uuid?: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => SubmissionOptions)
  options?: SubmissionOptions;
}

/** Intake has recorded the document: the flow begins. Cleanup emits it again to start over from the bytes. */
export class DocumentAccepted extends DocumentEvent {
  static readonly type = 'document.accepted';
  static readonly version = 1;

  @IsString()
  @IsNotEmpty()
  @MaxLength(4096)
  uri!: string;

  /** Where the bytes are in the object store; equal to `uri` until they were fetched. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(4096)
  content_uri!: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(1024)
  file_name!: string;

  @IsOptional()
  @IsString()
  content_type?: string;

  @IsOptional()
  @IsString()
  sha256?: string;

  @IsOptional()
  @IsInt()
  @Min(0)
  size?: number;

  @IsOptional()
  @IsUUID()
  batch_uuid?: string;

  @IsOptional()
  @IsUUID()
  parent_document_uuid?: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => SubmissionOptions)
  options?: SubmissionOptions;
}

/** An event was refused at the door: its publisher can see what was wrong (P-72). */
export class DocumentEventRejected {
  static readonly type = 'document.event.rejected';
  static readonly version = 1;

  /** Source and id of the refused event, as far as they could be read. */
  @IsString()
  source!: string;

  @IsString()
  id!: string;

  /** One of `rejectionCodes`. */
  @IsString()
  reason!: string;

  /** The rule that was broken, in words. */
  @IsString()
  rule!: string;

  /** Where: a field path, or the byte position in the JSON. */
  @IsString()
  position!: string;
}

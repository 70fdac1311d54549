import { flowStages, rejectionCodes } from '@tributary/contracts';
import { documentStatuses } from '@tributary/state';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsNotEmpty, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';

/** Items in one part of a list. */
const largestPage = 500;
const usualPage = 100;
const longestText = 200;

/** Which part of a list. */
export class PageQuery {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(largestPage)
  limit: number = usualPage;

  @IsOptional()
  @IsString()
  @MaxLength(2000)
  cursor?: string;
}

/** Which part of a document's mentions, and whether to say where they can be seen. */
export class MentionQuery extends PageQuery {
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  places: boolean = false;
}

export class DocumentQuery extends PageQuery {
  @IsOptional()
  @IsString()
  @MaxLength(longestText)
  project?: string;

  @IsOptional()
  @IsIn(documentStatuses)
  status?: string;

  @IsOptional()
  @IsIn(flowStages)
  stage?: string;

  @IsOptional()
  @IsString()
  category?: string;

  @IsOptional()
  @IsUUID()
  batch?: string;

  /** Part of the file's name. */
  @IsOptional()
  @IsString()
  @MaxLength(longestText)
  q?: string;
}

export class EntityQuery extends PageQuery {
  @IsString()
  @IsNotEmpty()
  project!: string;

  @IsOptional()
  @IsString()
  type?: string;

  @IsOptional()
  @IsString()
  @MaxLength(longestText)
  q?: string;
}

export class ReviewQuery extends PageQuery {
  @IsString()
  @IsNotEmpty()
  project!: string;

  @IsOptional()
  @IsString()
  type?: string;
}

/** Nodes in one drawing: more cannot be read. */
const largestDrawing = 2000;

export class GraphQuery {
  @IsString()
  @IsNotEmpty()
  project!: string;

  @IsOptional()
  @IsUUID()
  entity?: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(4)
  depth: number = 1;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(largestDrawing)
  limit: number = usualPage;
}

export class PathQuery {
  @IsUUID()
  from!: string;

  @IsUUID()
  to!: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(10)
  max_length: number = 6;
}

const exportFormats = ['jsonl', 'cypher', 'graphml', 'csv', 'ftm'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export class ExportQuery {
  @IsString()
  @IsNotEmpty()
  project!: string;

  @IsOptional()
  @IsIn(exportFormats)
  format: ExportFormat = 'jsonl';
}

export class EventsQuery {
  @IsOptional()
  @IsString()
  @MaxLength(longestText)
  project?: string;
}

export class DeadLetterQuery extends PageQuery {
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
  @IsIn(['open', 'replayed', 'discarded'])
  status: string = 'open';
}

export class QuarantineQuery extends PageQuery {
  @IsOptional()
  @IsIn(rejectionCodes)
  code?: string;

  @IsOptional()
  @IsIn(['open', 'replayed', 'discarded'])
  status: string = 'open';
}

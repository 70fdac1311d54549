import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';

/** Entities merged, and names or documents split off, in one request. */
const mostParts = 50;

class DecisionBody {
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  reason?: string;
}

export class MergeBody extends DecisionBody {
  @IsArray()
  @ArrayMinSize(2)
  @ArrayMaxSize(mostParts)
  @IsUUID(undefined, { each: true })
  entities!: string[];
}

export class SplitBody extends DecisionBody {
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(mostParts)
  @IsUUID(undefined, { each: true })
  names?: string[];

  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(mostParts)
  @IsUUID(undefined, { each: true })
  documents?: string[];
}

export class ReviewBody extends DecisionBody {
  @IsIn(['same', 'different'])
  decision!: 'same' | 'different';
}

import { IsBoolean, IsIn, IsInt, IsString, Min } from 'class-validator';
import { type StageOutcome, stageOutcomes } from '../stage.js';
import { DocumentEvent } from './document-event.js';

/** A stage has ended for a document without failing. */
export abstract class StageCompleted extends DocumentEvent {
  @IsIn(stageOutcomes)
  outcome!: StageOutcome;
}

export class DocumentOcrCompleted extends StageCompleted {
  static readonly type = 'document.ocr.completed';
  static readonly version = 1;

  @IsInt()
  @Min(0)
  pages!: number;

  @IsInt()
  @Min(0)
  characters!: number;

  @IsString()
  detected_file_type!: string;
}

export class DocumentTextCompleted extends StageCompleted {
  static readonly type = 'document.text.completed';
  static readonly version = 1;

  @IsInt()
  @Min(0)
  chunks!: number;

  @IsString()
  category!: string;

  @IsString()
  language!: string;
}

export class DocumentEntitiesExtracted extends StageCompleted {
  static readonly type = 'document.entities.extracted';
  static readonly version = 1;

  @IsInt()
  @Min(0)
  mentions!: number;

  @IsInt()
  @Min(0)
  relations!: number;
}

export class DocumentEntitiesResolved extends StageCompleted {
  static readonly type = 'document.entities.resolved';
  static readonly version = 1;

  @IsInt()
  @Min(0)
  canonical_entities!: number;
}

export class DocumentGraphCompleted extends StageCompleted {
  static readonly type = 'document.graph.completed';
  static readonly version = 1;

  @IsInt()
  @Min(0)
  nodes!: number;

  @IsInt()
  @Min(0)
  relationships!: number;

  /** Whether Neo4j holds it too, or the staged graph in Postgres is the graph (P-57). */
  @IsBoolean()
  projected!: boolean;
}

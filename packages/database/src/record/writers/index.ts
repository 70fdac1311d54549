import type { RawBuilder } from 'kysely';
import type { Committed } from '../write-completions.js';
import { canonicalEntityWriter } from './canonical-entities.js';
import { chunkWriter } from './chunks.js';
import { documentRowWriter } from './document-rows.js';
import { mentionWriter, resolvedMentionWriter } from './mentions.js';
import { ocrResultWriter } from './ocr-result.js';
import type { OutputWriter } from './output-writer.js';
import { relationshipWriter } from './relationships.js';

/** In the order in which their rows refer to each other. An output without a writer is kept in `stage_outputs` alone. */
const writers: readonly OutputWriter[] = [
  ocrResultWriter,
  documentRowWriter,
  chunkWriter,
  mentionWriter,
  canonicalEntityWriter,
  resolvedMentionWriter,
  relationshipWriter,
];

/** The statements that write the rows of every output of the committed runs, set by set. */
export function rowStatements(committed: readonly Committed[]): readonly RawBuilder<unknown>[] {
  return writers.flatMap((writer) => writer.statements(committed));
}

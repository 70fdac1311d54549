import type { Transaction } from '../../schema/index.js';
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

/** Writes the rows of every output of the committed runs, set by set. */
export async function writeRows(tx: Transaction, committed: readonly Committed[]): Promise<void> {
  for (const writer of writers) await writer.write(tx, committed);
}

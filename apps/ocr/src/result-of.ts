import type { OcrResult } from '@tributary/contracts';
import { assembleDocument } from '@tributary/parsing';
import type { DocumentRead } from './read/document-reader.js';

/** More warnings than this help nobody; how many there were is said in their place. */
const mostWarnings = 50;

/** The stage's output from what was read: one text, with all offsets in it. */
export function resultOf(
  read: DocumentRead,
  { provider, languages }: { readonly provider: string; readonly languages: readonly string[] },
): OcrResult {
  const { text, pages, blocks } = assembleDocument(read.pages);
  return {
    text,
    metadata: {
      provider,
      detected_file_type: read.mime,
      pages,
      blocks,
      languages,
      properties: read.properties,
      attachments: read.attachments,
      durations_ms: read.durationsMs,
      warnings: shortened(read.warnings),
    },
  };
}

function shortened(warnings: readonly string[]): readonly string[] {
  if (warnings.length <= mostWarnings) return warnings;
  return [...warnings.slice(0, mostWarnings), `and ${warnings.length - mostWarnings} more warnings`];
}

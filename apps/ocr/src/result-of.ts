import type { OcrResult, ReadingUsage } from '@tributary/contracts';
import { assembleDocument } from '@tributary/parsing/pages';
import type { DocumentRead, TokenCount } from './read/document-reader.js';

/** More warnings than this help nobody; how many there were is said in their place. */
const mostWarnings = 50;

/** US dollars for a million tokens. */
export interface TokenPrices {
  readonly input: number;
  readonly output: number;
}

export interface ReadBy {
  readonly provider: string;
  readonly languages: readonly string[];
  readonly prices?: TokenPrices;
}

/** The stage's output from what was read: one text, with all offsets in it. */
export function resultOf(read: DocumentRead, { provider, languages, prices }: ReadBy): OcrResult {
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
      ...(read.tokens === undefined ? {} : { usage: usageOf(read.tokens, prices) }),
    },
  };
}

function usageOf({ requests, input, output }: TokenCount, prices: TokenPrices | undefined): ReadingUsage {
  const cost_usd = prices === undefined ? null : (input * prices.input + output * prices.output) / 1e6;
  return { requests, input_tokens: input, output_tokens: output, cost_usd };
}

function shortened(warnings: readonly string[]): readonly string[] {
  if (warnings.length <= mostWarnings) return warnings;
  return [...warnings.slice(0, mostWarnings), `and ${warnings.length - mostWarnings} more warnings`];
}

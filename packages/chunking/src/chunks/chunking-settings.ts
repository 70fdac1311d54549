/** How text is cut into chunks (P-31). Part of the text stage's fingerprint. */
export interface ChunkingSettings {
  /** A chunk is not closed before it has this many tokens, unless what follows does not fit. */
  readonly minTokens: number;
  /** No chunk has more tokens, overlap included. */
  readonly maxTokens: number;
  /** Up to this many tokens of whole sentences at the end of a chunk are repeated at the start of the next; 0 for none. */
  readonly overlapTokens: number;
  /** Version of the code that cleans, categorises and cuts: other code, other output. */
  readonly version: string;
}

/** Raised whenever the same input may give another output. */
export const chunkingVersion = '2';

export const defaultChunkingSettings: ChunkingSettings = { minTokens: 400, maxTokens: 800, overlapTokens: 0, version: chunkingVersion };

/** Settings that cannot be met: a wrong configuration, found when the first document is cut. */
export class ChunkingSettingsError extends Error {
  readonly code = 'bug';
}

/** Throws `ChunkingSettingsError` unless 1 ≤ minTokens ≤ maxTokens and 0 ≤ overlapTokens ≤ maxTokens / 2. */
export function checkSettings({ minTokens, maxTokens, overlapTokens }: ChunkingSettings): void {
  if (minTokens >= 1 && minTokens <= maxTokens && overlapTokens >= 0 && overlapTokens * 2 <= maxTokens) return;
  throw new ChunkingSettingsError(
    `Chunks of ${minTokens} to ${maxTokens} tokens with ${overlapTokens} tokens overlap: wanted 1 ≤ min ≤ max and overlap at most half of max`,
  );
}

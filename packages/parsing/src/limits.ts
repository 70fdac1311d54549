/** What one document may cost (P-24). Each limit that is passed ends the document with a code of its own. */
export interface ParseLimits {
  /** Size of the file; `too_large`. */
  readonly maxBytes: number;
  /** `too_many_pages`. */
  readonly maxPages: number;
  /** Of one page image, before it is decoded; `too_many_pixels`. */
  readonly maxPixels: number;
  /** Unpacked bytes by packed bytes of an archive as a whole; `decompression_ratio`. */
  readonly maxDecompressionRatio: number;
  /** Of an archive as a whole; `decompression_ratio`. */
  readonly maxUnpackedBytes: number;
  /** Entries of an archive; `too_large`. */
  readonly maxEntries: number;
  /** Archives inside archives, elements inside elements; `nesting_too_deep`. */
  readonly maxNesting: number;
  /** Characters of text from one document; `too_large`. */
  readonly maxCharacters: number;
}

/**
 * Generous for real documents: a 5,000-page filing, an A0 drawing at 300 dpi, a mailbox of 100 MB.
 * 200:1 is above what office files reach (about 30:1) and below what deflate can (1032:1).
 */
export const defaultLimits: ParseLimits = {
  maxBytes: 256 * 1024 * 1024,
  maxPages: 5_000,
  maxPixels: 150_000_000,
  maxDecompressionRatio: 200,
  maxUnpackedBytes: 1024 * 1024 * 1024,
  maxEntries: 10_000,
  maxNesting: 3,
  maxCharacters: 50_000_000,
};

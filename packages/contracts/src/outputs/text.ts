/** Documents fall into these categories (P-30). */
export const documentCategories = [
  'contract',
  'pleading',
  'court_opinion',
  'correspondence',
  'email',
  'invoice_financial',
  'report',
  'form',
  'transcript',
  'article',
  'other',
] as const;
export type CategoryName = (typeof documentCategories)[number];

export interface DocumentCategory {
  readonly name: CategoryName;
  /** E.g. `license` for a contract, where its title says so. */
  readonly subcategory?: string;
  /** 0 to 1. */
  readonly confidence: number;
}

/** Cleaned text, and how its offsets lead back to the text that was read (P-30). */
export interface CleanedText {
  readonly text: string;
  /**
   * Ascending runs `[cleanedStart, sourceStart, length]`: within a run, cleaned offset c stands at source offset sourceStart + (c - cleanedStart).
   * Between runs text was inserted or removed.
   */
  readonly offset_map: readonly (readonly [cleanedStart: number, sourceStart: number, length: number])[];
  /** Offsets into `text`, half-open, ascending. */
  readonly pages: readonly { readonly number: number; readonly start: number; readonly end: number }[];
  readonly headings: readonly { readonly start: number; readonly end: number; readonly level: number }[];
  readonly tables: readonly { readonly start: number; readonly end: number }[];
  /** BCP 47, `und` when the text is too short to tell. */
  readonly language: string;
  readonly language_confidence: number;
}

/** A stretch of cleaned text that is extracted on its own (P-31). Offsets into the cleaned text, half-open. */
export interface Chunk {
  /** UUIDv5 of document, content and index: independent of the processing version. */
  readonly chunk_uuid: string;
  /** From 0. */
  readonly index: number;
  readonly start: number;
  readonly end: number;
  /** First and last page, from 1. */
  readonly page_start: number;
  readonly page_end: number;
  readonly heading_path: readonly string[];
  readonly token_count: number;
}

/** Facts found in the document as a whole (P-32). Offsets into the cleaned text, half-open. */
export interface StructuredData {
  readonly title?: string;
  readonly dates: readonly StructuredFact[];
  readonly amounts: readonly StructuredFact[];
  readonly parties: readonly (StructuredFact & { readonly role?: string; readonly aliases?: readonly string[] })[];
  readonly reference_numbers: readonly StructuredFact[];
  readonly email_headers?: Readonly<Record<string, string>>;
  readonly tables: readonly { readonly start: number; readonly end: number; readonly rows: number; readonly header: readonly string[] }[];
}

export interface StructuredFact {
  readonly text: string;
  /** ISO date, decimal amount with currency, or the normalised name. */
  readonly value: string;
  readonly label?: string;
  readonly start: number;
  readonly end: number;
}

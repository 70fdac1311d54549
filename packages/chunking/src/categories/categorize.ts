import type { CleanedText, DocumentCategory } from '@tributary/contracts';

/** What is known about a document beside its text. */
export interface CategoryHints {
  readonly fileName: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly detectedFileType: string;
}

/** The kind of document (P-30). */
export function categorize(cleaned: CleanedText, hints: CategoryHints): DocumentCategory {
  return { name: hints.detectedFileType === 'eml' || cleaned.text.startsWith('From: ') ? 'email' : 'other', confidence: 0.5 };
}

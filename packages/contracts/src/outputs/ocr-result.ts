/** Where a stretch of text stands on its page. Units: those of the page's `width` and `height`; origin top left. */
export interface TextBox {
  /** Offsets into `OcrResult.text`, half-open. */
  readonly start: number;
  readonly end: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** 0 to 1; absent for a text layer, which is not a guess. */
  readonly confidence?: number;
}

/** One page as read. Formats without pages (mail, web, text) have one page without size. */
export interface OcrPage {
  /** From 1. */
  readonly number: number;
  /** Offsets into `OcrResult.text`, half-open; pages do not overlap and are in order. */
  readonly start: number;
  readonly end: number;
  readonly method: 'text-layer' | 'ocr' | 'none';
  /** 0 to 1; null where nothing was guessed. */
  readonly confidence: number | null;
  /** PDF points (1/72 inch) or image pixels; null where the format has no pages. */
  readonly width: number | null;
  readonly height: number | null;
  /** Words or lines with their place; empty where the source has none. */
  readonly boxes: readonly TextBox[];
  /** Why this page could not be read; such a page makes the document `partial` (P-8). */
  readonly error?: string;
}

/** A heading or table found while reading: structure that plain text would lose. Offsets into `OcrResult.text`, half-open. */
export interface TextBlock {
  readonly kind: 'heading' | 'table' | 'list' | 'header' | 'footer' | 'quote';
  readonly start: number;
  readonly end: number;
  /** 1 to 6, headings only. */
  readonly level?: number;
}

/** A file inside a file, its bytes already in the object store. */
export interface Attachment {
  readonly file_name: string;
  readonly content_uri: string;
  /** Hexadecimal. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  readonly content_type?: string;
}

/** What reading cost at an endpoint that is paid for. */
export interface ReadingUsage {
  /** Pages that were sent. */
  readonly requests: number;
  readonly input_tokens: number;
  readonly output_tokens: number;
  /** US dollars; null where the prices are not configured. */
  readonly cost_usd: number | null;
}

/** Cached as DOC_OCR_RESULT (P-20). Table rows are lines with cells separated by ` | `. */
export interface OcrResult {
  readonly text: string;
  readonly metadata: {
    readonly provider: string;
    readonly detected_file_type: string;
    readonly pages: readonly OcrPage[];
    readonly blocks: readonly TextBlock[];
    /** BCP 47 codes the reader assumed or was told. */
    readonly languages: readonly string[];
    /** Title, author, e-mail headers and the like, as the file states them. */
    readonly properties: Readonly<Record<string, string>>;
    /** Files found inside (mail attachments, archive entries): each becomes a document of its own (P-21). */
    readonly attachments: readonly Attachment[];
    readonly durations_ms: Readonly<Record<string, number>>;
    readonly warnings: readonly string[];
    /** Absent where nothing was paid for. */
    readonly usage?: ReadingUsage;
  };
}

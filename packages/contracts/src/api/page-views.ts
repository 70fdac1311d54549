/** Part of a page, in shares of its width and height from its top left, 0 to 1: right on an image of the page of any size. */
export interface PageArea {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** `GET /v1/documents/{id}/pages`: a page as it was read. */
export interface PageView {
  /** From 1. */
  readonly number: number;
  /** Offsets into the cleaned text, half-open; both 0 before the text stage has ended. */
  readonly start: number;
  readonly end: number;
  readonly method: 'text-layer' | 'ocr' | 'none';
  /** 0 to 1; null where nothing was guessed. */
  readonly confidence: number | null;
  /** PDF points or image pixels; null where the format has no pages to look at. */
  readonly width: number | null;
  readonly height: number | null;
  /** Why it could not be read. */
  readonly error: string | null;
}

/** `GET /v1/documents/{id}/pages/{number}`. */
export interface PageDetail extends PageView {
  /** Words that were read from pixels, lines of a text layer; empty where the source has no places. In the order of the text. */
  readonly boxes: readonly PageBox[];
}

/** Where a stretch of the cleaned text stands on its page. */
export interface PageBox extends PageArea {
  readonly start: number;
  readonly end: number;
  /** 0 to 1; null for a text layer, which is not a guess. */
  readonly confidence: number | null;
}

/** Where words of a document can be seen: one area for each line they run over. */
export interface TextPlace extends PageArea {
  /** From 1. */
  readonly page: number;
}

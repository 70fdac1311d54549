import { boxesOf, placesOf } from '@tributary/chunking';
import type { MentionView, OcrPage, PageDetail, PageView, TextPlace } from '@tributary/contracts';
import type { DocumentReading } from '@tributary/database';

/** A page with its place in the cleaned text. */
export function pageView({ cleaned }: DocumentReading, { number, method, confidence, width, height, error }: OcrPage): PageView {
  const place = cleaned?.pages.find((page) => page.number === number);
  return { number, start: place?.start ?? 0, end: place?.end ?? 0, method, confidence, width, height, error: error ?? null };
}

export function pageDetail(reading: DocumentReading, page: OcrPage): PageDetail {
  return { ...pageView(reading, page), boxes: reading.cleaned === undefined ? [] : boxesOf(reading.cleaned, page) };
}

/** Where a mention can be seen on its document's pages. */
export function mentionPlaces(reading: DocumentReading | undefined, mention: MentionView): readonly TextPlace[] {
  if (reading?.cleaned === undefined) return [];
  return placesOf(reading.cleaned, { text: reading.ocr.text, pages: reading.ocr.metadata.pages }, mention);
}

import type { PDFPageProxy } from 'pdfjs-dist/types/src/display/api.js';
import type { DraftPage, UnreadPage } from '../parsed-document.js';
import { type PagePainting, type PaintOperators, pagePainting } from './page-painting.js';
import { type PageText, pageText } from './page-text.js';
import { placeItems, type RawItem } from './text-item.js';
import { textLayerQuality } from './text-layer-quality.js';

/** From here on an image is the page, not a logo on it. */
const scanCoverage = 0.5;
/** Fewer are rules and frames; text drawn as curves has one path or more for each letter. */
const drawnText = 100;

/** Takes a page's own text if it is usable, and otherwise says why its pixels must be read (P-20). */
export async function readPdfPage(page: PDFPageProxy, number: number, operators: PaintOperators): Promise<DraftPage> {
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const content = await page.getTextContent();
  const items = content.items.filter((item): item is typeof item & RawItem => 'str' in item);
  const text = pageText(placeItems(items, transform));
  const quality = textLayerQuality(text.text);
  const size = { number, width, height };
  if (quality === 'good') return read(size, text);
  if (quality === 'garbled') return unread(size, 'garbled_text');
  const painting = pagePainting(await page.getOperatorList(), operators, width * height);
  const isScan = painting.imageCoverage >= scanCoverage;
  if (quality === 'little') return isScan ? unread(size, 'image_with_little_text') : read(size, text);
  return isScan || showsSomething(painting) ? unread(size, isScan ? 'image' : 'no_text') : read(size, text);
}

function showsSomething({ imageCoverage, paths }: PagePainting): boolean {
  return imageCoverage > 0.01 || paths >= drawnText;
}

interface PageSize {
  readonly number: number;
  readonly width: number;
  readonly height: number;
}

function read(size: PageSize, text: PageText): DraftPage {
  return { state: 'read', page: { ...size, ...text, method: text.text === '' ? 'none' : 'text-layer', confidence: null } };
}

function unread(size: PageSize, reason: UnreadPage['reason']): DraftPage {
  return { state: 'needs_ocr', page: { ...size, reason } };
}

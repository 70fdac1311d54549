import type { PDFPageProxy } from 'pdfjs-dist/types/src/display/api.js';
import type { DraftPage, UnreadPage } from '../parsed-document.js';
import { TextBuilder } from '../text-builder.js';
import { annotationItems, commentsOf, type PageAnnotation } from './annotation-items.js';
import { type PagePainting, type PaintOperators, pagePainting } from './page-painting.js';
import { type PageText, pageText } from './page-text.js';
import type { QuickPage } from './quick-pages.js';
import { placeItems, type RawItem } from './text-item.js';
import { textLayerQuality } from './text-layer-quality.js';

/** From here on an image is the page, not a logo on it. */
const scanCoverage = 0.5;
/** Fewer are rules and frames; text drawn as curves has one path or more for each letter. */
const drawnText = 100;

/** A page's text layer as PDFium gives it; undefined unless it is as good as what the other library would find. */
export function readQuickPage(page: QuickPage | undefined, number: number): DraftPage | undefined {
  if (page === undefined) return undefined;
  const text = pageText(placeItems(page.items, page.transform));
  return textLayerQuality(text.text) === 'good' ? read({ number, width: page.width, height: page.height }, text) : undefined;
}

/** Takes a page's own text if it is usable, and otherwise says why its pixels must be read (P-20). */
export async function readPdfPage(page: PDFPageProxy, number: number, operators: PaintOperators): Promise<DraftPage> {
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const [content, annotations] = await Promise.all([page.getTextContent(), page.getAnnotations() as Promise<readonly PageAnnotation[]>]);
  const items = content.items.filter((item): item is typeof item & RawItem => 'str' in item);
  const layout = pageText(placeItems([...items, ...annotationItems(annotations)], transform));
  const text = withComments(layout, commentsOf(annotations));
  const quality = textLayerQuality(text.text);
  const size = { number, width, height };
  if (quality === 'good') return read(size, text);
  if (quality === 'garbled') return unread(size, 'garbled_text');
  const painting = pagePainting(await page.getOperatorList(), operators, width * height);
  const isScan = painting.imageCoverage >= scanCoverage;
  if (quality === 'little') return isScan ? unread(size, 'image_with_little_text') : read(size, text);
  return isScan || showsSomething(painting) ? unread(size, isScan ? 'image' : 'no_text') : read(size, text);
}

/** Comments follow the page's text, each as a paragraph that is marked as not its own. */
function withComments({ text, boxes, blocks }: PageText, comments: readonly string[]): PageText {
  const noted = new TextBuilder();
  for (const comment of comments) noted.block('quote', comment);
  const notes = noted.build();
  if (notes.text === '') return { text, boxes, blocks };
  const before = text === '' ? '' : `${text}\n\n`;
  const moved = notes.blocks.map((block) => ({ ...block, start: block.start + before.length, end: block.end + before.length }));
  return { text: before + notes.text, boxes, blocks: [...blocks, ...moved] };
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

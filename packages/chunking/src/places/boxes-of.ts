import type { CleanedText, OcrPage, PageBox } from '@tributary/contracts';
import { cleanedOffset } from '../cleaning/offset-map.js';
import { areaOf, hasSize } from './page-area.js';

/** The boxes of one page with their offsets in the cleaned text, in its order. What cleaning removed, such as a running header, has none. */
export function boxesOf(cleaned: Pick<CleanedText, 'offset_map'>, page: OcrPage): readonly PageBox[] {
  if (!hasSize(page)) return [];
  return page.boxes.flatMap((box) => {
    const [start, end] = [cleanedOffset(cleaned, box.start), cleanedOffset(cleaned, box.end)];
    return start < end ? [{ start, end, ...areaOf(box, page), confidence: box.confidence ?? null }] : [];
  });
}

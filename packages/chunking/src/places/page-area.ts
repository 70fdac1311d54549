import type { OcrPage, PageArea, TextBox } from '@tributary/contracts';

/** A page that can be looked at. */
export type SizedPage = OcrPage & { readonly width: number; readonly height: number };

export function hasSize(page: OcrPage): page is SizedPage {
  return page.width !== null && page.height !== null && page.width > 0 && page.height > 0;
}

/** A box in the page's own units as shares of the page. What stands beyond its edge is cut off. */
export function areaOf(box: Pick<TextBox, 'x' | 'y' | 'width' | 'height'>, page: SizedPage): PageArea {
  const left = share(box.x / page.width);
  const top = share(box.y / page.height);
  return {
    x: left,
    y: top,
    width: share(share((box.x + box.width) / page.width) - left),
    height: share(share((box.y + box.height) / page.height) - top),
  };
}

/** Within the page, to a ten-thousandth: a tenth of a millimetre. */
function share(value: number): number {
  return Math.round(Math.min(1, Math.max(0, value)) * 10_000) / 10_000;
}

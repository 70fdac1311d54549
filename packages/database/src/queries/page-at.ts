/** The page an offset stands on; `undefined` when no page covers it. Pages are ascending and do not overlap. */
export function pageAt(
  pages: readonly { readonly number: number; readonly start: number; readonly end: number }[],
  offset: number,
): number | undefined {
  let low = 0;
  let high = pages.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const page = pages[middle];
    if (page === undefined) return undefined;
    if (offset < page.start) high = middle - 1;
    else if (offset >= page.end) low = middle + 1;
    else return page.number;
  }
  return undefined;
}

/** Words whose dot belongs to them even at a name's end. */
const dotted =
  /(?:^|[\s,])(?:Inc|Corp|Co|Ltd|INC|CORP|CO|LTD|BROS|JR|SR|Cos|Bros|Jr|Sr|St|Ave|Blvd|Rd|Dept|Univ|Assn|Mt|L\.P|L\.L\.C|N\.A|S\.A|P\.C|S\.p\.A|S\.L|C\.V|o\.o|r\.o|B\.V|N\.V|Esq|No|\p{Lu})$/u;

/** Borders of a name: without quotes, brackets, articles and dashes around it, with the dot of `Inc.`. Undefined when no letter is left. */
export function tidySpan(text: string, from: number, to: number): { start: number; end: number } | undefined {
  let start = from;
  let end = to;
  const lead = /^(?:[\s"“”'‘’([{•*·_,.;:–—-]|(?:[Tt]he|[Aa]n?)\s)+/u.exec(text.slice(start, end));
  if (lead !== null) start += lead[0].length;
  if (text[end - 1] === ')' && !text.slice(start, end).includes('(')) end--;
  const tail = /(?:[\s"“”'‘’\]}•*·_,.;:–—-]|['’]s)+$/u.exec(text.slice(start, end));
  if (tail !== null) end -= tail[0].length;
  const postcode = /\s(?:[A-Z]{1,2}\d[\dA-Z]?\s\d[A-Z]{2}|(?:EC|WC|SW|SE|NW|[NEW])\d{1,2}[A-Z]?)$/u.exec(text.slice(start, end));
  if (postcode !== null) end -= postcode[0].length;
  const office = /,\s(?:J|P\.?J|C\.?J|Esq|Ph\.?D|M\.?D|CPA|JJ)$/u.exec(text.slice(start, end));
  if (office !== null) end -= office[0].length;
  if (text[end] === '.' && dotted.test(text.slice(start, end))) end++;
  return /\p{L}|\d/u.test(text.slice(start, end)) ? { start, end } : undefined;
}

import type { CleanedText } from '@tributary/contracts';

/** Titles stand at the front. */
const reach = 2500;
const kinds =
  'agreement|contract|lease|deed|memorandum of understanding|license|order|opinion|complaint|motion|petition|brief|invoice|report|statement|minutes|policy|guarantee|guaranty|addendum|amendment|letter of intent|terms and conditions';
/** `EXCLUSIVE DISTRIBUTOR AGREEMENT`, also in the middle of a line, where a reader lost the line breaks. */
const capitals = new RegExp(
  `(?<![\\p{L}\\d.])(?:(?!THIS\\b)[\\p{Lu}\\d](?:[\\p{Lu}\\d&,'’/()-]|\\.(?=[\\p{Lu},]))*[ \\n]+){0,12}(?:${kinds.toUpperCase()})\\b(?:[ \\n]+(?:FOR|OF|ON|TO)(?:[ \\n]+[\\p{Lu}\\d][\\p{Lu}\\d&,'’/-]*){1,6})?`,
  'u',
);
/** `Distributor Agreement` on a line of its own. */
const titleLine = new RegExp(
  `^(?=.{4,120}$)(?:[\\p{Lu}\\d(][\\p{L}\\d&,'’/().-]*|and|of|for|the|to|in|on|with|an?|[&/–—-])(?: (?:[\\p{Lu}\\d(][\\p{L}\\d&,'’/().-]*|and|of|for|the|to|in|on|with|an?|[&/–—-]))*$`,
  'u',
);
/** `This Distributor Agreement ("Agreement")`: what the document calls itself. */
const selfName = new RegExp(
  `\\b[Tt](?:his|HIS) ((?:[\\p{Lu}][\\p{L}\\d&,'’/()-]* (?:and |of |for |or )?){1,9}(?:${kinds.replace(/(^|\|)[a-z]/g, (start) => start.toUpperCase())}))\\b`,
  'u',
);
const boilerplate =
  /^(?:exhibit|ex-|schedule|appendix|annex|attachment|execution (?:copy|version)|confidential|draft|form of|table of contents|page)\b[\s\d.()A-Za-z-]{0,12}$/i;

/** Candidates for the title in the order of how much they say: what stands in capitals, on its own line, or in "this … Agreement". */
export function titleCandidates({ text, headings }: Pick<CleanedText, 'text' | 'headings'>): readonly string[] {
  const front = text.slice(0, reach);
  const lines = front.split('\n').slice(0, 40);
  const kind = new RegExp(`\\b(?:${kinds})s?\\b`, 'i');
  const inCapitals = capitals.exec(front)?.[0];
  const own = lines.find((line) => kind.test(line) && titleLine.test(line) && !boilerplate.test(line));
  const self = selfName.exec(front)?.[1];
  const heading = headings.find(({ start, end }) => start < reach && !boilerplate.test(text.slice(start, end)));
  const first = lines.find(
    (line) => line.length > 3 && line.length <= 120 && /\p{L}{3}/u.test(line) && !boilerplate.test(line) && !/[.:;,]$/.test(line),
  );
  return [inCapitals, own, self, heading === undefined ? undefined : text.slice(heading.start, heading.end), first]
    .filter((title) => title !== undefined)
    .map((title) =>
      title
        .replace(/^#{1,6} /, '')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .map((title) =>
      title.replace(/^(?:EXHIBIT|Exhibit|SCHEDULE|Schedule|ANNEX|Annex) ?[\d.()A-Za-z]{1,8} /, '').replace(/^\d[\d.]*\)? (?=\p{L})/u, ''),
    )
    .filter((title) => title.length > 2);
}

/** What the document calls itself, if it says so. */
export function documentTitle(
  cleaned: Pick<CleanedText, 'text' | 'headings'>,
  properties: Readonly<Record<string, string>>,
): string | undefined {
  const stated = Object.entries(properties).find(
    ([name, value]) =>
      /^(?:subject|title)$/i.test(name) && value.trim() !== '' && !/^(?:microsoft word|untitled|document\d*$)/i.test(value),
  )?.[1];
  const title = titleCandidates(cleaned)[0] ?? stated?.trim();
  return title?.slice(0, 200);
}

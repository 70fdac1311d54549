import { type Party, partyOf } from './party-name.js';

/** Captions stand on the first page. */
const reach = 6000;
/** Lines between a name and its side, or the `v.`: case numbers and rules of the caption's box. */
const near = 8;
const sides = 'plaintiff|defendant|petitioner|respondent|appellant|appellee|claimant|intervenor|debtor|applicant|movant';
const sideLine = new RegExp(`(?:^|[ ,])(${sides})s?(?:[-/ ,&]+(?:and )?(?:${sides}|cross)s?[\\w-]*)*[.,;:]?$`, 'i');
const versus = /^-?(?:v|vs|versus|against|-against-)\.?-?$/i;
const noName =
  /^(?:case|civil|civ|cr|no|docket|index|opinion|order|complaint|motion|memorandum|judge|hon|the honorable|filed|individually|date)\b/i;

interface Line {
  readonly start: number;
  readonly text: string;
}

/** The two sides of a court's caption: `JANE DOE, Plaintiff, v. ACME CORP., Defendant`, on lines of their own. */
export function captionParties(text: string): readonly Party[] {
  const lines = captionLines(text.slice(0, reach));
  const at = lines.findIndex((line) => versus.test(line.text));
  if (at < 0) return [];
  const above = partyIn(text, lines.slice(Math.max(0, at - near), at).reverse(), 'above');
  const below = partyIn(text, lines.slice(at + 1, at + 1 + near), 'below');
  // One side alone is more likely a misreading than a caption.
  return above === undefined || below === undefined ? [] : [above, below];
}

/** Lines with letters, up to the brackets or colons that draw a caption's box: what is right of them is no name. */
function captionLines(front: string): readonly Line[] {
  let start = 0;
  return front.split('\n').flatMap((line) => {
    const from = start;
    start += line.length + 1;
    const lead = line.search(/[\p{L}\p{N}-]/u);
    const [bare = ''] = line.slice(Math.max(0, lead)).split(/[ \t]*(?:[:)(|*§]+(?:[ \t]|$))/, 1);
    return lead < 0 || !/\p{L}/u.test(bare) ? [] : [{ start: from + lead, text: bare }];
  });
}

/** Reading away from the `v.`: above it the side comes before the name, below it after. */
function partyIn(text: string, lines: readonly Line[], place: 'above' | 'below'): Party | undefined {
  const sideAt = lines.findIndex((line) => sideLine.test(line.text));
  const side = lines[sideAt];
  if (side === undefined) return undefined;
  const inline = side.text.replace(sideLine, '').trim();
  const candidates = place === 'above' ? lines.slice(sideAt + 1) : lines.slice(0, sideAt);
  const name = inline.length > 3 ? { start: side.start, text: inline } : candidates.find((line) => !noName.test(line.text));
  if (name === undefined) return undefined;
  const bare = name.text.replace(/[,;:\s]+$/, '').replace(/,? et al\.?$/i, '');
  return { ...partyOf(text, { start: name.start, end: name.start + bare.length }, []), role: sideOf(side.text) };
}

function sideOf(line: string): string {
  const [, side] = sideLine.exec(line) as RegExpExecArray;
  return (side as string).toLowerCase();
}

import type { RelationType } from '@tributary/contracts';

/** A pattern over an abstract sentence; groups `s` and `o` (`s2`, `o2` …) hold marks of subject and object. */
export interface RelationRule {
  readonly predicate: RelationType;
  readonly pattern: RegExp;
  readonly confidence: number;
}

/** Marks in patterns: `{P}` person, `{O}` organisation, `{X}` either, `{L}` place, `{D}` date, `{M}` amount … `{s:X}` names the group. */
export function rule(predicate: RelationType, confidence: number, source: string): RelationRule {
  const pattern = source
    .replaceAll(/\{(\w+):([A-Z])\}/g, (_, name: string, letter: string) => `(?<${name}>${mark(letter)})`)
    .replaceAll(/(?<!\\[pP])\{([A-Z])\}/g, (_, letter: string) => mark(letter))
    .replaceAll('~', role)
    .replaceAll('_', '(?:[^«».;]{0,60}?)');
  return { predicate, confidence, pattern: new RegExp(pattern, 'gu') };
}

function mark(letter: string): string {
  return letter === 'X' ? '«[PO]\\d+»' : `«${letter}\\d+»`;
}

/** A title with what may stand around it: `former Executive Vice President and Chief Financial Officer`. */
const title =
  '(?:[Cc]hief [\\p{L}]+(?: [\\p{L}]+)? [Oo]fficer|CEO|CFO|COO|CTO|CIO|[Pp]resident|[Cc]hair(?:man|woman|person)?|[Dd]irector|[Gg]eneral [Cc]ounsel|[Cc]ounsel|[Ss]ecretary|[Tt]reasurer|[Cc]ontroller|[Mm]anager|[Pp]artner|[Pp]rincipal|[Oo]fficer|[Tt]rustee|[Pp]rofessor|[Dd]ean|[Ee]ditor|[Rr]eporter|[Aa]nalyst|[Ee]ngineer|[Ss]pokes(?:man|woman|person)|[Hh]ead|[Aa]dministrator|[Cc]oordinator|[Cc]onsultant|[Aa]dvisor|[Aa]dviser|[Ll]eader|[Cc]ommissioner|[Aa]mbassador|[Mm]inister|[Jj]udge|[Cc]lerk|[Ww]arden|[Ss]upervisor|[Aa]ttorney|[Ss]cientist|[Rr]esearcher|[Ff]ellow|[Cc]oach|[Cc]aptain|[Ee]xecutive|[Aa]gent|[Rr]epresentative|[Ee]mployee|[Mm]ember of the [Bb]oard)';
const role = `(?:(?:the |an? |its |their |our )?(?:[\\p{L}&,/-]+ ){0,4}?${title}(?:(?:,| and|,? &|/)(?: [\\p{L}-]+){0,3}? ${title})*)`;

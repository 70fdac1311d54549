import { compareSpelling, scanFold } from './compare-words.js';
import { legalFormsAgree } from './legal-forms.js';
import { conflicting, differentNames, type NameComparison } from './name-comparison.js';
import type { OrganizationName } from './organization-name.js';
import { soundKey } from './string-distance.js';

/** Words that many organisations share: a name must agree in more than these, and these alone are no name. */
export const genericWords = new Set(
  'association agency authority bank board bureau capital center church city club college commission committee company conference congress consulting corporation council county court department development division energy enterprises federal federation financial finance firm first foundation fund general global government group holding holdings hospital industries industry institute insurance international investment investments labs league limited management media ministry museum national network new office organization parliament partners party pharmaceuticals police press program project radio republic research resources school security service services society solutions state systems team technology trust union united university us world'.split(
    ' ',
  ),
);

/** Compares two organisations' names. A part of a name (`Eton` for `Eton Pharmaceuticals`) scores at most 0.6. */
export function compareOrganizationNames(a: OrganizationName, b: OrganizationName): NameComparison {
  const [keyA, keyB] = [a.core.join(' '), b.core.join(' ')];
  if (a.core.join('') === b.core.join('')) return byLegalForm(a, b, 1, keyA === keyB ? 'same_name' : 'joined_words');
  if (a.joined === b.joined) return { score: 0.95, evidence: ['joined_words'] };
  if (numbersOf(a) !== numbersOf(b)) return conflicting('number');
  const acronym = compareAcronym(a, b);
  if (acronym) return acronym;
  if (a.core.length === b.core.length && !a.isAcronym && !b.isAcronym) {
    const spelled = compareWordByWord(a.core, b.core);
    if (spelled) return byLegalForm(a, b, spelled.score, spelled.evidence);
  }
  const [joinedA, joinedB] = [a.core.join(''), b.core.join('')];
  if (scanFold(joinedA) === scanFold(joinedB)) return byLegalForm(a, b, 0.92, 'ocr');
  if ([...a.core].sort().join(' ') === [...b.core].sort().join(' ')) return byLegalForm(a, b, 0.85, 'word_order');
  return comparePart(a, b);
}

function byLegalForm(a: OrganizationName, b: OrganizationName, score: number, evidence: string): NameComparison {
  if (!legalFormsAgree(a.legalForms, b.legalForms)) return conflicting('legal_form');
  if (a.legalForms.join() === b.legalForms.join()) return { score, evidence: [evidence] };
  return { score: score * 0.97, evidence: [evidence, 'legal_form_missing'] };
}

function compareAcronym(a: OrganizationName, b: OrganizationName): NameComparison | undefined {
  const [short, long] = a.core.length < b.core.length ? [a, b] : [b, a];
  const letters = short.core[0] ?? '';
  if (short.core.length > 2 || long.core.length < 2 || letters.length < 2 || !short.isAcronym) return undefined;
  if (long.initials !== letters && long.allInitials !== letters) return undefined;
  return { score: letters.length >= 3 ? 0.8 : 0.6, evidence: ['acronym'] };
}

function compareWordByWord(a: readonly string[], b: readonly string[]): { score: number; evidence: string } | undefined {
  let score = 1;
  let slips = 0;
  let evidence = 'spelling';
  for (const [i, word] of a.entries()) {
    const match = compareSpelling(word, b[i] ?? '');
    // `Health` and `Wealth`, `Petroleum` and `Pipeline` are words of their own: only a slip in a rare word is forgiven.
    if (match.score === 0 || (match.score < 1 && genericWords.has(word) && genericWords.has(b[i] ?? ''))) return undefined;
    if (match.score < 1 && ++slips > 1 && soundKey(word) !== soundKey(b[i] ?? '')) return undefined;
    score *= match.score;
    evidence = match.evidence ?? evidence;
  }
  return { score, evidence };
}

/** The shorter name is the start or the end of the longer one. */
function comparePart(a: OrganizationName, b: OrganizationName): NameComparison {
  const [short, long] = a.core.length < b.core.length ? [a.core, b.core] : [b.core, a.core];
  if (short.length === 0 || short.length === long.length) return differentNames;
  // `the Court`, `the Committee`: one such word may stand for what was named; two are a name of their own.
  const generic = short.every((word) => genericWords.has(word));
  if (generic && short.length > 1) return differentNames;
  const starts = short.every((word, i) => word === long[i]);
  const ends = short.every((word, i) => word === long[long.length - short.length + i]);
  if (!starts && !ends) return differentNames;
  if (
    !starts &&
    extraOf(short, long)
      .join(' ')
      .match(/^(?:church|city|town|state|republic|kingdom|government) of$/)
  )
    return { score: 0.8, evidence: ['part_of_name'] };
  // The last word alone is said of teams and groups (`the Pirates`); of firms it is another firm's name (`Enix`).
  if (!starts && !generic && short.length === 1 && !(short[0] ?? '').endsWith('s')) return differentNames;
  const extra = starts ? long.slice(short.length) : long.slice(0, long.length - short.length);
  const score = generic ? 0.42 : starts ? (extra.every((word) => genericWords.has(word)) ? 0.6 : 0.5) : 0.45;
  return { score, evidence: ['part_of_name'] };
}

function extraOf(short: readonly string[], long: readonly string[]): readonly string[] {
  return long.slice(0, long.length - short.length);
}

/** Digits and Roman numerals of a name, in order: `Fund VIII` is not `Fund IX`, `2004-1` not `2005-1`. */
function numbersOf(name: OrganizationName): string {
  return name.core.filter((word) => /^\d+[a-z]{0,2}$/.test(word) || /^(?:i{2,3}|i?v|vi{1,3}|i?x|xi{1,3})$/.test(word)).join(' ');
}

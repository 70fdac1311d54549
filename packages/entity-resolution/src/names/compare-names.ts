import { compareOrganizationNames } from './compare-organization-names.js';
import { comparePersonNames } from './compare-person-names.js';
import { compareSpelling } from './compare-words.js';
import { differentNames, type NameComparison } from './name-comparison.js';
import type { ParsedName } from './name-key.js';
import { comparePlaceNames } from './place-name.js';

/** Compares two names of one type by the rules of that type. */
export function compareNames(a: ParsedName, b: ParsedName): NameComparison {
  if (a.kind === 'person' && b.kind === 'person') return comparePersonNames(a.name, b.name);
  if (a.kind === 'organization' && b.kind === 'organization') return compareOrganizationNames(a.name, b.name);
  if (a.kind === 'place' && b.kind === 'place') return comparePlaceNames(a.name, b.name);
  if (a.key === b.key) return { score: 1, evidence: ['same_value'] };
  if (a.kind === 'other' && b.kind === 'other') return compareOther(a.words, b.words);
  return differentNames;
}

function compareOther(a: readonly string[], b: readonly string[]): NameComparison {
  if (a.join('') === b.join('')) return { score: 0.97, evidence: ['joined_words'] };
  if (a.length !== b.length || a.some((word, i) => /\d/.test(word) && word !== b[i])) return differentNames;
  const score = a.reduce((product, word, i) => product * compareSpelling(word, b[i] ?? '').score, 1);
  return score >= 0.8 ? { score: score * 0.95, evidence: ['spelling'] } : differentNames;
}

import { compareGivenNames, compareSpelling, scanFold, type WordMatch } from './compare-words.js';
import { isGivenName } from './given-names.js';
import { conflicting, differentNames, type NameComparison } from './name-comparison.js';
import type { PersonName } from './person-name.js';
import { surnameParticles } from './titles.js';

/** Compares two people's names. A single word against a full name scores at most 0.6: who else is called so decides, not the names. */
export function comparePersonNames(a: PersonName, b: PersonName): NameComparison {
  if (a.suffix && b.suffix && a.suffix !== b.suffix) return conflicting('generation');
  if (a.gender && b.gender && a.gender !== b.gender) return conflicting('gender');
  if (a.tokens.join(' ') === b.tokens.join(' ')) return withSuffix(a, b, { score: 1, evidence: ['same_name'] });
  if (a.single || b.single) return comparePartial(a, b);
  const [left, right] = rejoin(a, b);
  const inOrder = compareInOrder(left, right);
  if (inOrder.score > 0 || inOrder.conflict) return withSuffix(a, b, inOrder);
  return withSuffix(a, b, compareLoosely(left, right));
}

/** Words that one writes apart and the other together (`Jan Daniel`, `JanDaniel`; `Patr ushev`) are written together in both. */
function rejoin(a: PersonName, b: PersonName): [PersonName, PersonName] {
  return [joinedAs(a, b.tokens), joinedAs(b, a.tokens)];
}

function joinedAs(name: PersonName, pattern: readonly string[]): PersonName {
  const mayJoin = pattern.some((word) => !name.tokens.includes(word) && name.tokens.some((part) => part !== word && word.startsWith(part)));
  if (!mayJoin) return name;
  const words = [...name.tokens];
  for (let at = 0; at < words.length - 1; at++) {
    for (let length = words.length - at; length > 1; length--) {
      const joined = words.slice(at, at + length).join('');
      if (pattern.includes(joined) && !name.tokens.includes(joined)) words.splice(at, length, joined);
    }
  }
  if (words.length === name.tokens.length || words.length < 2) return name;
  const surname = words.at(-1) ?? '';
  return { ...name, tokens: words, given: words.slice(0, -1), surname };
}

function compareInOrder(a: PersonName, b: PersonName): NameComparison {
  const surname = compareSpelling(a.surname, b.surname);
  if (surname.score === 0) return differentNames;
  const first = compareGivenNames(a.given[0] ?? '', b.given[0] ?? '');
  if (first.score === 0) return skippedFirstName(a, b, surname);
  const middle = compareMiddleNames(a.given.slice(1), b.given.slice(1));
  if (middle === 'conflict') return conflicting('middle_name');
  return combine([surname, first], middle);
}

/** `F. Scott Fitzgerald` and `Scott Fitzgerald`: a person may go by the second given name. */
function skippedFirstName(a: PersonName, b: PersonName, surname: WordMatch): NameComparison {
  const [longer, shorter] = a.given.length >= b.given.length ? [a, b] : [b, a];
  const goesBy = shorter.given[0] ?? '';
  const initialFirst = (longer.given[0] ?? '').length === 1;
  if (longer.given.length < 2 || goesBy.length < 2 || surname.score < 1) return conflicting('given_name');
  if (!longer.given.slice(1).includes(goesBy)) return conflicting('given_name');
  return { score: initialFirst ? 0.88 : 0.72, evidence: ['goes_by_middle_name'] };
}

/** Middle names agree in order, a missing one agrees with any; different ones tell people apart. */
function compareMiddleNames(a: readonly string[], b: readonly string[]): WordMatch[] | 'conflict' {
  const [shorter, longer] = a.length <= b.length ? [a, b] : [b, a];
  const matches: WordMatch[] = [];
  let from = 0;
  for (const name of shorter) {
    const at = longer.findIndex((candidate, index) => index >= from && compareGivenNames(name, candidate).score > 0);
    if (at < 0) return 'conflict';
    matches.push(compareGivenNames(name, longer[at] ?? ''));
    from = at + 1;
  }
  if (longer.length > shorter.length) matches.push({ score: shorter.length === 0 ? 0.95 : 0.92, evidence: 'middle_name_missing' });
  return matches;
}

/** Other order of words, words joined or split, a doubled word. */
function compareLoosely(a: PersonName, b: PersonName): NameComparison {
  const [joinedA, joinedB] = [a.tokens.join(''), b.tokens.join('')];
  if (joinedA === joinedB || scanFold(joinedA) === scanFold(joinedB)) return { score: 0.93, evidence: ['joined_words'] };
  const [sortedA, sortedB] = [distinct(a.tokens), distinct(b.tokens)];
  const [shorter, longer] = sortedA.length <= sortedB.length ? [sortedA, sortedB] : [sortedB, sortedA];
  if (shorter.length < 2) return differentNames;
  const left = [...longer];
  let total = 0;
  for (const word of shorter) {
    const scores = left.map((candidate) => compareSpelling(word, candidate).score);
    const best = Math.max(...scores);
    if (best === 0) return differentNames;
    total += best;
    left.splice(scores.indexOf(best), 1);
  }
  const bothGiven = a.tokens.every(isGivenName) && b.tokens.every(isGivenName);
  if (bothGiven && left.length === 0) return { score: 0.5, evidence: ['word_order'] };
  const missing = left.filter((word) => !surnameParticles.has(word)).length;
  return { score: (0.88 * total) / shorter.length - 0.05 * missing, evidence: ['word_order'] };
}

function comparePartial(a: PersonName, b: PersonName): NameComparison {
  const [single, full] = a.single ? [a, b] : [b, a];
  const word = single.tokens.join(' ');
  if (full.single) {
    const match = compareSpelling(word, full.tokens.join(' '));
    return match.score > 0 ? { score: match.score - 0.06, evidence: [match.evidence ?? 'same_name'] } : differentNames;
  }
  const joined = compareSpelling(word, full.tokens.join(''));
  if (joined.score > 0) return { score: joined.score - 0.05, evidence: ['joined_words'] };
  const surnameWord = full.surname.split(' ').at(-1) ?? '';
  if (single.surname !== '' && (word === full.surname || word === surnameWord)) return { score: 0.6, evidence: ['surname_only'] };
  if (single.surname !== '' && compareSpelling(word, surnameWord).score >= 0.9)
    return { score: 0.5, evidence: ['surname_only', 'spelling'] };
  const surnameTitle = single.titles.length > 0 && single.surname !== '' && single.gender !== undefined && !isGivenName(word);
  if (!surnameTitle && compareGivenNames(word, full.given[0] ?? '').score >= 0.93) return { score: 0.55, evidence: ['given_name_only'] };
  // A second given name, or the first of two surnames: Endara for Guillermo David Endara Galimany.
  if (single.surname !== '' && full.tokens.length > 3 && full.tokens.at(-2) === word) return { score: 0.5, evidence: ['surname_only'] };
  return differentNames;
}

function combine(sure: readonly WordMatch[], middle: readonly WordMatch[]): NameComparison {
  const all = [...sure, ...middle];
  const score = all.reduce((product, match) => product * match.score, 1);
  const evidence = [...new Set(all.flatMap((match) => (match.evidence ? [match.evidence] : [])))];
  // Slips in several words at once are more likely another name.
  const slips = sure.filter((match) => match.evidence === 'typing_error').length;
  return { score: slips > 1 ? score * 0.9 : score, evidence: evidence.length > 0 ? evidence : ['same_name'] };
}

function withSuffix(a: PersonName, b: PersonName, comparison: NameComparison): NameComparison {
  if (comparison.score === 0 || a.suffix === b.suffix) return comparison;
  return { ...comparison, score: comparison.score * 0.9, evidence: [...comparison.evidence, 'suffix_missing'] };
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words)];
}

import { foldTokens } from './fold-text.js';
import { type Gender, genderOfGivenName } from './given-names.js';
import { remembered } from './remembered.js';
import { generationSuffixes, postNominals, surnameParticles, titleFor } from './titles.js';

/** A person's name taken apart; all words folded. */
export interface PersonName {
  /** Given and middle names in order; initials are single letters. */
  readonly given: readonly string[];
  /** With its particles: `van der berg`. Empty when only a given name is sure (`Sir Walter`). */
  readonly surname: string;
  /** `jr`, `sr`, `2`, `3`… */
  readonly suffix?: string;
  /** What a title says; a given name is only a hint and stands in `likelyGender`. */
  readonly gender?: Gender;
  readonly likelyGender?: Gender;
  readonly titles: readonly string[];
  /** One word beside titles: it may be a surname or a given name unless the title tells. */
  readonly single: boolean;
  /** All words of the name without titles and suffix, in order of given names then surname. */
  readonly tokens: readonly string[];
}

/** Reads a name as written: titles, `Smith, John`, initials (`J.R.R. Tolkien`), suffixes, particles. */
export const parsePersonName = remembered((text): PersonName => {
  const [ordered, commaSuffix] = orderByComma(text);
  const words = withoutArticles(foldTokens(splitInitials(withoutDescription(ordered))));
  const titles: string[] = [];
  while (words.length > 1 && titleFor(words[0] ?? '') !== undefined) titles.push(words.shift() ?? '');
  let suffix = commaSuffix;
  while (words.length > 1) {
    const last = words.at(-1) ?? '';
    const generation = generationSuffixes.get(last);
    // `Malcolm V` may be an initial: a lone v ends a name as a number only after two other words.
    if (generation && (last !== 'v' || words.length > 2)) suffix = generation;
    else if (!postNominals.has(last)) break;
    words.pop();
  }
  const gender = titles.map((title) => titleFor(title)?.gender).find((g) => g !== undefined);
  const givenOnly = words.length === 1 && titles.some((title) => titleFor(title)?.beforeGivenName);
  const [given, surname] = givenOnly ? [words, ''] : splitSurname(words, hyphenatedTail(ordered));
  const likelyGender = gender ?? genderOfGivenName(given[0] ?? (words.length === 1 ? (words[0] ?? '') : ''));
  return {
    given,
    surname,
    titles,
    single: words.length === 1 || given.length === 0,
    tokens: words,
    ...(suffix ? { suffix } : {}),
    ...(gender ? { gender } : {}),
    ...(likelyGender ? { likelyGender } : {}),
  };
});

/** `Smith, John` → `John Smith`; `John Smith, Jr.` keeps its order and yields the suffix. */
function orderByComma(text: string): [string, string | undefined] {
  const [before, after, ...more] = text.split(',').map((part) => part.trim());
  if (before === undefined || after === undefined || after === '') return [text, undefined];
  const afterWords = foldTokens(after);
  const suffix = generationSuffixes.get(afterWords[0] ?? '');
  if (suffix && afterWords.length === 1) return [before, suffix];
  if (afterWords.every((word) => postNominals.has(word) || titleFor(word) !== undefined)) return [before, undefined];
  const lastSuffix = generationSuffixes.get(foldTokens(more[0] ?? '')[0] ?? '');
  return foldTokens(before).length <= 3 && afterWords.length <= 3 ? [`${after} ${before}`, lastSuffix] : [before, undefined];
}

/** `J.R.R.` are three given names, not the word jrr; `JanDaniel` and `McDonald` stay as they are. */
function splitInitials(text: string): string {
  return text.replaceAll(/\b(\p{Lu})\.(?=\s*\p{L})/gu, '$1 ').replaceAll(/\b(\p{Lu})\.(?=\s|$|,)/gu, '$1');
}

/** `good-natured Miss Pinkerton`, `the late John Smith`: words in small letters before the name describe, unless they belong to it. */
function withoutDescription(text: string): string {
  const match = /^((?:\p{Ll}[\p{L}'’-]*\s+)+)(?=\p{Lu})/u.exec(text);
  if (!match || match[1]?.split(/\s+/).some((word) => surnameParticles.has(word.replace(/-.*/, '')))) return text;
  return text.slice(match[0].length);
}

/** The Arabic article is spelt in many ways or left out: `'Abd al-Aziz al-Nuristani` is `Abdul Aziz Nuristani`. */
function withoutArticles(words: readonly string[]): string[] {
  const kept: string[] = [];
  for (const [i, word] of words.entries()) {
    if (word === 'abd' && /^(?:al|el|ul|ur|ar|as)$/.test(words[i + 1] ?? '')) kept.push('abdul');
    else if (!/^(?:al|el|ul)$/.test(word) || words.length < 3 || i === words.length - 1) kept.push(word);
  }
  return kept;
}

/** Words that the hyphens of the last name join: 2 for `Ajayi-Adeniran`. */
function hyphenatedTail(text: string): number {
  const tail = /(?<![\p{L}'’-])\p{Lu}[\p{L}'’]*(?:\s?[-‐–]\s?\p{Lu}[\p{L}'’]*)+\s*$/u.exec(text)?.[0];
  return tail ? tail.split(/[-‐–]/).length : 1;
}

function splitSurname(words: readonly string[], tail: number): [string[], string] {
  let start = Math.max(0, words.length - tail);
  while (start > 1 && surnameParticles.has(words[start - 1] ?? '')) start--;
  if (start === 1 && surnameParticles.has(words[0] ?? '')) start = 0;
  return [words.slice(0, start), words.slice(start).join(' ')];
}

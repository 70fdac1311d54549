import { expect, test } from 'vitest';
import { compareNames } from './compare-names.js';
import { foldText, foldTokens } from './fold-text.js';
import { genderOfGivenName, isShortFormOf } from './given-names.js';
import { parseName } from './name-key.js';
import { acronymFits, isAcronym, parseOrganizationName } from './organization-name.js';
import { parsePersonName } from './person-name.js';
import { editDistance, soundKey } from './string-distance.js';

test.each([
  ['Bedřich Smetana', 'bedrich smetana'],
  ['Сергей Шойгу', 'sergey shoygu'],
  ['Ελλάδα', 'ellada'],
  ['Straße', 'strasse'],
  ['バラク・オバマ', 'baraku・obama'.replace('ku', 'k')],
  ['김정은', '김정은'],
])('folds %s to %s', (text, folded) => {
  expect(foldText(text)).toBe(folded);
});

test.each([
  ["O'Brien’s", ['obrien']],
  ['U.S. Dept.', ['us', 'dept']],
  ['L.L.C.', ['llc']],
  ['J.Smith', ['j', 'smith']],
])('cuts %s into words', (text, words) => {
  expect(foldTokens(text)).toEqual(words);
});

test.each([
  ['Dr. John A. Smith, Jr.', { given: ['john', 'a'], surname: 'smith', suffix: 'jr', titles: ['dr'] }],
  ['Smith, John', { given: ['john'], surname: 'smith', titles: [] }],
  ['Smith, John, III', { given: ['john'], surname: 'smith', suffix: '3', titles: [] }],
  ['J.R.R. Tolkien', { given: ['j', 'r', 'r'], surname: 'tolkien', titles: [] }],
  ['Ludwig van Beethoven', { given: ['ludwig'], surname: 'van beethoven', titles: [] }],
  ['Mrs. Hilbery', { given: [], surname: 'hilbery', titles: ['mrs'], gender: 'female', likelyGender: 'female' }],
  ['Sir Walter', { given: ['walter'], surname: '', titles: ['sir'], gender: 'male', likelyGender: 'male' }],
  ['good-natured Miss Jemima Pinkerton', { given: ['jemima'], surname: 'pinkerton', titles: ['miss'] }],
  ["'Abd al-Aziz al-Nuristani", { given: ['abdul', 'aziz'], surname: 'nuristani', titles: [] }],
  ['Ann Lee, MD', { given: ['ann'], surname: 'lee', titles: [] }],
])('reads the person %s', (text, expected) => {
  expect(parsePersonName(text)).toMatchObject(expected);
});

test.each([
  ['The Acme Widgets Company, Inc.', ['acme', 'widgets'], ['company', 'corporation']],
  ['OAO Gazprom', ['gazprom'], ['joint_stock']],
  ['TACTICAL MISSILES CORPORATION JOINT STOCK COMPANY', ['tactical', 'missiles'], ['corporation', 'joint_stock']],
  ['First Bank Int’l', ['first', 'bank', 'international'], []],
  ['The Company', ['company'], []],
  ['Party A', ['party', 'a'], []],
])('reads the organisation %s', (text, core, legalForms) => {
  expect(parseOrganizationName(text)).toMatchObject({ core, legalForms });
});

test('tells acronyms from words, and whether letters stand for a name', () => {
  expect(['SEC', 'S.E.C.', 'the FBI', 'AT&T', 'Acme', 'A', 'Sec'].map(isAcronym)).toEqual([true, true, true, true, false, false, false]);
  expect(acronymFits('sec', foldTokens('Securities and Exchange Commission'))).toBe(true);
  expect(acronymFits('lv', foldTokens('LibriVox'))).toBe(true);
  expect(acronymFits('kcna', foldTokens('news agency Korean Central News Agency'))).toBe(true);
  expect(acronymFits('xyz', foldTokens('Acme Widgets'))).toBe(false);
  expect(acronymFits('a', foldTokens('Acme'))).toBe(false);
});

test.each([
  ['PERSON', 'Ig0r Sech1n', 'Igor Sechin', 'ocr'],
  ['PERSON', 'Nikolai Patr ushev', 'Nikolai Platonovich Patrushev', 'middle_name_missing'],
  ['PERSON', 'F. Scott Fitzgerald', 'Scott Fitzgerald', 'goes_by_middle_name'],
  ['PERSON', 'John Smith', 'John Smith Jr.', 'suffix_missing'],
  ['ORGANIZATION', 'Church of Scientology', 'Scientology', 'part_of_name'],
  ['ORGANIZATION', 'International Bank First', 'First International Bank', 'word_order'],
  ['ORGANIZATION', 'G00gle Inc', 'Google Inc', 'ocr'],
  ['LOCATION', 'Paris, France', 'Paris', 'region_missing'],
  ['LOCATION', 'Isfahan', 'Esfahan', 'spelling'],
  ['VESSEL', 'Snow Storm 1', 'Snow Stom 1', 'spelling'],
])('compares as %s %s with %s: %s', (type, a, b, evidence) => {
  const comparison = compareNames(parseName(type, a), parseName(type, b));
  expect(comparison.score).toBeGreaterThan(0.4);
  expect(comparison.evidence).toContain(evidence);
});

test.each([
  ['PERSON', 'Mr. John Smith', 'Mrs. John Smith', 'gender'],
  ['PERSON', 'John A. Smith', 'John B. Smith', 'middle_name'],
  ['PERSON', 'Mary Smith', 'John Smith', 'given_name'],
  ['ORGANIZATION', 'Acme GmbH', 'Acme AG', 'legal_form'],
  ['ORGANIZATION', 'Trust 2004-1', 'Trust 2005-1', 'number'],
  ['LOCATION', 'Paris, Texas', 'Paris, France', 'region'],
])('finds the contradiction of %s %s and %s: %s', (type, a, b, conflict) => {
  expect(compareNames(parseName(type, a), parseName(type, b))).toEqual({ score: 0, evidence: [], conflict });
});

test('names of different types have nothing in common', () => {
  expect(compareNames(parseName('PERSON', 'Paris'), parseName('LOCATION', 'Paris')).score).toBe(0);
  expect(compareNames(parseName('DATE', '2020'), parseName('DATE', '2020')).score).toBe(1);
});

test('values are keyed by what equal ones have in common', () => {
  const keys = [
    ['EMAIL', 'Ann@X.org'],
    ['URL', 'https://www.x.org/'],
    ['PHONE', '(555) 12-34'],
    ['IDENTIFIER', 'No. 12-CV-34'],
    ['MONEY', 'five dollars'],
  ] as const;
  expect(keys.map(([type, text]) => parseName(type, text).key)).toEqual(['ann@x.org', 'x.org', '5551234', 'no 12 cv 34', 'five dollars']);
  expect(parseName('DATE', '1 May 2020', '2020-05-01').key).toBe('2020-05-01');
});

test('counts edits, neighbours exchanged as one, up to a limit', () => {
  expect([
    editDistance('smith', 'smith', 2),
    editDistance('smith', 'simth', 2),
    editDistance('smith', 'smyth', 2),
    editDistance('ab', 'abcdef', 2),
  ]).toEqual([0, 1, 1, 3]);
  expect(editDistance('kitten', 'sitting', 5)).toBe(3);
});

test('what sounds alike shares a key', () => {
  expect(new Set(['sergei', 'sergej', 'sergey', 'sergi'].map(soundKey)).size).toBe(1);
  expect(soundKey('philip')).toBe(soundKey('filip'));
  expect(soundKey('smith')).not.toBe(soundKey('jones'));
});

test('knows short forms and genders of given names', () => {
  expect([isShortFormOf('bill', 'william'), isShortFormOf('liz', 'beth'), isShortFormOf('bill', 'robert')]).toEqual([true, true, false]);
  expect([genderOfGivenName('mary'), genderOfGivenName('bill'), genderOfGivenName('jean'), genderOfGivenName('zzz')]).toEqual([
    'female',
    'male',
    undefined,
    undefined,
  ]);
});

import { foldText } from '../names/fold-text.js';
import { isShortFormOf } from '../names/given-names.js';
import { editDistance } from '../names/string-distance.js';
import type { PersonRecord } from './person-record.js';

/**
 * Weights in bits, after Fellegi and Sunter (1969): log2 of how much more often two records of one person agree so than two of
 * different people. Estimated from what chance alone makes agree (a date of birth one in 20,000, a city one in 20) and from how
 * often clerks slip.
 */
const weights = {
  name: { same: 6.5, near: 4.5, initial: 1.5, different: -4 },
  date: { same: 9, near: 6, part: 2, different: -4.5 },
  email: { same: 11, near: 8, part: 4, different: -2 },
  city: { same: 3, near: 2.5, part: 0, different: -1.5 },
} as const;

type Agreement = keyof (typeof weights)['date'];

/** How much speaks for two records being of one person, in bits; about 0 is a coin's throw among likely pairs. */
export function scoreRecords(a: PersonRecord, b: PersonRecord): number {
  return (
    scoreNames(a, b) +
    scoreField('date', compareDates(a.dob, b.dob)) +
    scoreField('email', compareEmails(a.email, b.email)) +
    scoreField('city', compareWords(a.city, b.city))
  );
}

function scoreField(field: 'date' | 'email' | 'city', agreement: Agreement | undefined): number {
  return agreement ? weights[field][agreement] : 0;
}

/** First name and surname as they stand or exchanged, whichever agrees better. */
function scoreNames(a: PersonRecord, b: PersonRecord): number {
  const straight = scoreName(a.first_name, b.first_name) + scoreName(a.surname, b.surname);
  const swapped = scoreName(a.first_name, b.surname) + scoreName(a.surname, b.first_name) - 1;
  return Math.max(straight, swapped);
}

function scoreName(a: string, b: string): number {
  const [x, y] = [foldText(a), foldText(b)];
  if (x === '' || y === '') return 0;
  if (x === y) return weights.name.same;
  if (isShortFormOf(x, y)) return weights.name.near;
  if (x.length === 1 || y.length === 1) return x[0] === y[0] ? weights.name.initial : weights.name.different;
  return isNear(x, y) ? weights.name.near : weights.name.different;
}

function compareDates(a: string, b: string): Agreement | undefined {
  if (a === '' || b === '') return undefined;
  if (a === b) return 'same';
  const [x, y] = [a.split('-'), b.split('-')];
  const equal = x.filter((part, i) => part === y[i]).length;
  if (editDistance(a, b, 1) <= 1 || (equal === 1 && x[1] === y[2] && x[2] === y[1])) return 'near';
  return equal === 2 || editDistance(a, b, 2) <= 2 ? 'part' : 'different';
}

function compareEmails(a: string, b: string): Agreement | undefined {
  const [x, y] = [foldText(a), foldText(b)];
  if (x === '' || y === '') return undefined;
  if (x === y) return 'same';
  if (editDistance(x, y, 3) <= 3) return 'near';
  const [localX = '', domainX = ''] = x.split('@');
  const [localY = '', domainY = ''] = y.split('@');
  return editDistance(localX, localY, 1) <= 1 || editDistance(domainX, domainY, 1) <= 1 ? 'part' : 'different';
}

function compareWords(a: string, b: string): Agreement | undefined {
  const [x, y] = [foldText(a), foldText(b)];
  if (x === '' || y === '') return undefined;
  if (x === y) return 'same';
  return isNear(x, y) ? 'near' : 'different';
}

/** A slip in three letters, at most three, or the same letters in another order. */
function isNear(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  const allowed = Math.min(3, Math.max(1, Math.floor(shorter / 3)));
  return editDistance(a, b, allowed) <= allowed || sorted(a) === sorted(b);
}

function sorted(word: string): string {
  return [...word].sort((x, y) => (x < y ? -1 : 1)).join('');
}

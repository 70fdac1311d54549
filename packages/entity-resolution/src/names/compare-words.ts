import { genderOfGivenName, isGivenName, isShortFormOf } from './given-names.js';
import { remembered } from './remembered.js';
import { editDistance, slipsAllowed, soundKey } from './string-distance.js';

export interface WordMatch {
  /** 0 (another word) to 1 (the same). */
  readonly score: number;
  readonly evidence?: 'initials' | 'short_form' | 'middle_name_missing' | 'spelling' | 'typing_error' | 'ocr';
}

const same: WordMatch = { score: 1 };
const other: WordMatch = { score: 0 };
/** Letters that scanners take for one another, each folded to one of them. */
const lookalikes: Readonly<Record<string, string>> = {
  0: 'o',
  1: 'l',
  '|': 'l',
  '!': 'l',
  i: 'l',
  5: 's',
  8: 'b',
  9: 'g',
  rn: 'm',
  vv: 'w',
  cl: 'd',
};
const lookalike = /rn|vv|cl|[01|!589i]/g;

/** Compares two given names, folded. */
export function compareGivenNames(a: string, b: string): WordMatch {
  if (a === b) return same;
  if (a.length === 1 || b.length === 1) return a[0] === b[0] ? { score: 0.8, evidence: 'initials' } : other;
  if (isShortFormOf(a, b)) return { score: 0.93, evidence: 'short_form' };
  // Two names in their own right are two people, however close: Frank and Franz, Joan and John.
  if (isGivenName(a) && isGivenName(b) && (soundKey(a) !== soundKey(b) || genderOfGivenName(a) !== genderOfGivenName(b))) return other;
  return compareSpelling(a, b);
}

/** Compares two surnames or words of a name, folded: the same word up to slips, scanning errors and transliteration. */
export function compareSpelling(a: string, b: string): WordMatch {
  if (a === b) return same;
  // Two letters may be read as one (rn, cl), seldom three pairs in a word.
  if (Math.abs(a.length - b.length) > 2) return other;
  if (scanFold(a) === scanFold(b)) return { score: 0.92, evidence: 'ocr' };
  const shorter = a.length <= b.length ? a : b;
  const allowed = slipsAllowed(shorter);
  const distance = editDistance(a, b, Math.max(2, allowed));
  if (distance <= (shorter.length < 5 ? 1 : 2) && shorter.length >= 3 && soundKey(a) === soundKey(b))
    return { score: 0.93, evidence: 'spelling' };
  if (distance <= allowed) return { score: 0.94 - distance * 0.08 - (a[0] === b[0] ? 0 : 0.04), evidence: 'typing_error' };
  return other;
}

/** The word as a bad scan might show it: what looks alike falls together. */
export const scanFold = remembered((word) => word.replaceAll(lookalike, (letters) => lookalikes[letters] ?? letters));

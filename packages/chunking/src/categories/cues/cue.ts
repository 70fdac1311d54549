import type { CategoryName } from '@tributary/contracts';

/** Which part of the text a cue is looked for in. */
export type Place = 'title' | 'front' | 'body' | 'tail';

/** A sign of a category. Weights add up like the logarithm of odds: 1 is a hint, 3 is strong, 5 settles it unless others object. */
export interface Cue {
  readonly category: CategoryName;
  readonly weight: number;
  readonly place: Place;
  readonly pattern: RegExp;
  /** Matches needed; 1 unless given. */
  readonly times?: number;
}

export const cue = (category: CategoryName, weight: number, place: Place, pattern: RegExp, times = 1): Cue => ({
  category,
  weight,
  place,
  pattern,
  times,
});

import type { CategoryName } from '@tributary/contracts';
import type { Place } from './cue.js';
import { legalCues } from './legal-cues.js';
import { otherCues } from './other-cues.js';

/** Points for each category, from the cues found. */
export function cuePoints(title: string, text: string): ReadonlyMap<CategoryName, number> {
  const places: Readonly<Record<Place, string>> = {
    title,
    front: text.slice(0, 3000),
    body: text.slice(0, 12_000),
    tail: text.slice(-3000),
  };
  const points = new Map<CategoryName, number>();
  for (const { category, weight, place, pattern, times = 1 } of [...legalCues, ...otherCues]) {
    const found = times === 1 ? Number(new RegExp(pattern).test(places[place])) : (places[place].match(pattern)?.length ?? 0);
    if (found >= times) points.set(category, (points.get(category) ?? 0) + weight);
  }
  return points;
}

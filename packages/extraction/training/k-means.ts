import { seededRandom } from '@tributary/extraction/training';

/** Rows of `dimensions` numbers, one after the other, each of length 1. */
export interface Vectors {
  readonly values: Float32Array;
  readonly dimensions: number;
}

/**
 * Spherical k-means (Dhillon and Modha 2001): groups the rows by the direction they point in. Same input, same groups.
 * `members` are the rows to group; the result has the group of each, in their order.
 */
export function groupByDirection(
  { values, dimensions }: Vectors,
  members: Int32Array,
  groups: number,
  rounds: number,
  seed: number,
): Uint16Array {
  const random = seededRandom(seed);
  const centres = new Float32Array(groups * dimensions);
  for (let group = 0; group < groups; group++) {
    const row = members[Math.floor(random() * members.length)]! * dimensions;
    centres.set(values.subarray(row, row + dimensions), group * dimensions);
  }
  const assigned = new Uint16Array(members.length);
  for (let round = 0; round < rounds; round++) {
    for (let at = 0; at < members.length; at++) assigned[at] = nearest(values, members[at]! * dimensions, centres, groups, dimensions);
    recentre(values, members, assigned, centres, groups, dimensions);
  }
  return assigned;
}

function nearest(values: Float32Array, row: number, centres: Float32Array, groups: number, dimensions: number): number {
  let best = 0;
  let top = -Infinity;
  for (let group = 0; group < groups; group++) {
    const centre = group * dimensions;
    let product = 0;
    for (let dimension = 0; dimension < dimensions; dimension++) product += values[row + dimension]! * centres[centre + dimension]!;
    if (product > top) {
      top = product;
      best = group;
    }
  }
  return best;
}

/** Moves each centre to the mean direction of its rows; one without rows stays where it was. */
function recentre(
  values: Float32Array,
  members: Int32Array,
  assigned: Uint16Array,
  centres: Float32Array,
  groups: number,
  dimensions: number,
): void {
  const sums = new Float64Array(groups * dimensions);
  for (let at = 0; at < members.length; at++) {
    const from = members[at]! * dimensions;
    const to = assigned[at]! * dimensions;
    for (let dimension = 0; dimension < dimensions; dimension++) sums[to + dimension]! += values[from + dimension]!;
  }
  for (let group = 0; group < groups; group++) {
    const start = group * dimensions;
    const length = Math.hypot(...sums.subarray(start, start + dimensions));
    if (length > 0)
      for (let dimension = 0; dimension < dimensions; dimension++) centres[start + dimension] = sums[start + dimension]! / length;
  }
}

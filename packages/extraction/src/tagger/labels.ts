/** Types the tagger knows; MISC (works, events, products, nationalities) is learned so that such names are not taken for the others. */
export const tagTypes = ['PERSON', 'ORG', 'LOC', 'MISC'] as const;
export type TagType = (typeof tagTypes)[number];

/** Label 0 is O; label `1 + 4 * type + part` is part B, I, E or S of a type. */
export const labelCount = 1 + 4 * tagTypes.length;
export const outside = 0;
export const begin = 0;
export const inner = 1;
export const end = 2;
export const single = 3;

export function labelOf(type: number, part: number): number {
  return 1 + 4 * type + part;
}

export function typeOf(label: number): number {
  return label === outside ? -1 : (label - 1) >> 2;
}

export function partOf(label: number): number {
  return label === outside ? single : (label - 1) & 3;
}

/** Labels that may stand before each label: a name that is open goes on, one that is closed does not. */
export const predecessors: readonly Int32Array[] = Array.from({ length: labelCount }, (_, to) =>
  Int32Array.from(Array.from({ length: labelCount }, (_, from) => from).filter((from) => mayFollow(from, to))),
);

/** Labels a sequence may start with; by symmetry the ones after which it may end are those of `mayEnd`. */
export function mayStart(label: number): boolean {
  return label === outside || partOf(label) === begin || partOf(label) === single;
}

export function mayEnd(label: number): boolean {
  return label === outside || partOf(label) === end || partOf(label) === single;
}

function mayFollow(from: number, to: number): boolean {
  const open = !mayEnd(from);
  if (open) return typeOf(from) === typeOf(to) && (partOf(to) === inner || partOf(to) === end);
  return mayStart(to);
}

import { hashText } from '../tagger/hash.js';

/** One row of a data set: what is marked, and which types were looked for. */
export interface AnnotatedText {
  readonly id: string;
  readonly source: string;
  readonly text: string;
  /** Types the set annotates; of the others nothing is known. */
  readonly types: readonly string[];
  readonly spans: readonly AnnotatedSpan[];
  /** Only some names are marked, by string match. */
  readonly weak?: boolean;
  /** Names of roles a weak text defines (`Licensor`): capitalised, and no name. */
  readonly roles?: readonly string[];
}

export interface AnnotatedSpan {
  readonly start: number;
  readonly end: number;
  readonly type: string;
}

/** One document in five is held out for scores, chosen by its id, the same ones for every purpose. */
export function isHeldOut(id: string): boolean {
  return (hashText(id, 5) >>> 0) % 5 === 0;
}

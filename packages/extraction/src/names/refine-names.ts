import type { Recognised } from '../recognisers/recognised.js';
import type { Tag, TagType } from '../tagger/tagger.js';
import { tidySpan } from './tidy-span.js';

const types: Readonly<Record<TagType, Recognised['type'] | undefined>> = {
  PERSON: 'PERSON',
  ORG: 'ORGANIZATION',
  LOC: 'LOCATION',
  MISC: undefined,
};

/** Names from the tagger in the pipeline's types, with borders where a reader would put them. */
export function refineNames(text: string, tags: readonly Tag[]): Recognised[] {
  return tags.flatMap(({ start, end, type, confidence }) => {
    const named = types[type];
    const span = tidySpan(text, start, end);
    return named === undefined || span === undefined ? [] : [{ ...span, type: named, confidence }];
  });
}

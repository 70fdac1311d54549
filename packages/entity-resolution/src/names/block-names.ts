import { genericWords } from './compare-organization-names.js';
import { scanFold } from './compare-words.js';
import { fullNamesOf } from './given-names.js';
import type { ParsedName } from './name-key.js';
import type { OrganizationName } from './organization-name.js';
import { soundKey } from './string-distance.js';

/**
 * Keys under which equal things meet: two names that could be the same share at least one, and few others share it.
 * A full name gives no key of a single word, so a common surname does not gather a crowd.
 */
export function nameBlocks(parsed: ParsedName): string[] {
  const keys = new Set<string>();
  switch (parsed.kind) {
    case 'person':
      for (const key of personBlocks(parsed.name.tokens, parsed.name.given[0] ?? '', parsed.name.surname)) keys.add(key);
      break;
    case 'organization':
      for (const key of organizationBlocks(parsed.name)) keys.add(key);
      break;
    case 'place':
      keys.add(`w:${parsed.name.core.join('')}`);
      keys.add(`s:${parsed.name.core.map(soundKey).join('.')}`);
      break;
    case 'value':
      keys.add(`v:${parsed.key}`);
      break;
    case 'other':
      if (parsed.words.length === 1) keys.add(`u:${(parsed.words[0] ?? '').slice(0, 4)}`);
      keys.add(`w:${parsed.words.join('')}`);
      keys.add(`s:${parsed.words.map(soundKey).join('.')}`);
      break;
  }
  return [...keys];
}

function* personBlocks(tokens: readonly string[], first: string, surname: string): Generator<string> {
  yield `j:${scanFold(tokens.join(''))}`;
  const last = surname.split(' ').at(-1) ?? '';
  if (tokens.length === 1) {
    // One word: it meets the surnames and given names that full names announce.
    yield `1:${soundKey(tokens[0] ?? '')}`;
    yield `t:${soundKey(tokens[0] ?? '')}`;
    yield `u:${(tokens[0] ?? '').slice(0, 4)}`;
    return;
  }
  yield `1:${soundKey(last)}`;
  yield `1:${soundKey(first)}`;
  for (const name of fullNamesOf(first)) yield `f:${name[0] ?? ''}.${soundKey(last)}`;
  // A slip in the surname: the given name and how the surname starts and ends.
  yield `g:${soundKey(first)}.${last.slice(0, 2)}`;
  yield `g:${soundKey(first)}.${last.length}.${last.slice(-2)}`;
  const sounds = tokens.map(soundKey).sort();
  yield `o:${sounds[0] ?? ''}.${sounds.at(-1) ?? ''}`;
}

function* organizationBlocks({ core, initials, allInitials }: OrganizationName): Generator<string> {
  const joined = core.join('');
  yield `j:${scanFold(joined)}`;
  yield `s:${core.map(soundKey).join('.')}`;
  if (core.length === 1 && joined.length <= 8) yield `a:${joined}`;
  if (core.length > 1) {
    yield `a:${initials}`;
    yield `a:${allInitials}`;
  }
  if (core.length > 2) {
    yield `p:${core[0] ?? ''}.${core[1] ?? ''}`;
    yield `e:${core.at(-2) ?? ''}.${core.at(-1) ?? ''}`;
  }
  if (core.length === 2) {
    yield `p:${core.join('.')}`;
    yield `e:${core.join('.')}`;
  }
  yield `b:${[...core]
    .sort()
    .map((word) => word.slice(0, 4))
    .join('.')}`;
  // What a part of the name may be found by: a word that is not everybody's.
  for (const word of [core[0] ?? '', core.at(-1) ?? '']) if (!genericWords.has(word)) yield `1:${word}`;
}

import type { BlockingKeys, VariantDraft } from '@tributary/contracts';
import { nameBlocks } from '../names/block-names.js';
import { type ParsedName, parseName } from '../names/name-key.js';
import { isLocalKey } from './variants-of.js';

/**
 * Where a variant is put and where it looks (P-51). A full name is put under its single words too, where bare surnames look;
 * bare words are put under keys of their own, where full names look: a common surname never gathers everybody who bears it.
 */
export function blockingKeys({ type, key: variantKey, name }: VariantDraft): BlockingKeys {
  const parsed = parseName(type, name);
  // Equal values are one variant already.
  if (parsed.kind === 'value' || isLocalKey(variantKey)) return { stored: [], probed: [] };
  const keys = nameBlocks(parsed).map((key) => `${type} ${key}`);
  const [words, specific] = [keys.filter(isWordKey), keys.filter((key) => !isWordKey(key))];
  const bare = words.map((key) => key.replace(' 1:', ' q:'));
  return isPartial(parsed)
    ? { stored: [...specific, ...bare], probed: [...specific, ...bare, ...words] }
    : { stored: [...specific, ...words], probed: [...specific, ...bare] };
}

/** One word that others' full names may contain. */
export function isPartial(parsed: ParsedName): boolean {
  if (parsed.kind === 'person') return parsed.name.single;
  if (parsed.kind === 'organization') return parsed.name.core.length === 1 && !parsed.name.isAcronym;
  return false;
}

function isWordKey(key: string): boolean {
  return key.includes(' 1:');
}

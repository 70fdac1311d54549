import type { EntityDraft, VariantDraft } from '@tributary/contracts';
import { isValueType, type ParsedName, parseName } from '../names/name-key.js';
import { isLocalName } from './local-names.js';

/** Names beside the main one that a draft contributes at most. */
const aliasLimit = 5;

/**
 * The names a document's entity is known by in the project: the fullest first, then those that mean the same in any document. One
 * that has only a local name (`Buyer`) gets a key of its own.
 */
export function variantsOf(draft: EntityDraft): VariantDraft[] {
  const main = variantFor(draft, draft.name);
  if (isValueType(draft.type)) return [main];
  if (isLocalName(parseName(draft.type, draft.name))) return [{ ...main, key: localKey(main.key, draft.canonical_id) }];
  const variants = new Map([[main.key, main]]);
  for (const alias of draft.aliases) {
    if (variants.size > aliasLimit) break;
    if (draft.terms?.includes(alias)) continue;
    const parsed = parseName(draft.type, alias);
    const variant = variantFor(draft, alias);
    if (standsAlone(parsed) && !isLocalName(parsed) && !variants.has(variant.key)) variants.set(variant.key, variant);
  }
  return [...variants.values()];
}

const localMark = '|only in ';

/** Whether a variant is one document's alone: it is found by nothing and looks for nothing. */
export function isLocalKey(key: string): boolean {
  return key.includes(localMark);
}

function localKey(key: string, canonicalId: string): string {
  return `${key}${localMark}${canonicalId}`;
}

function variantFor({ type, normalized }: EntityDraft, name: string): VariantDraft {
  return { type, key: parseName(type, name, normalized).key, name };
}

/** Whether a name means the same outside its document: not a bare surname, a defined term or a word that many share. */
function standsAlone(parsed: ParsedName): boolean {
  switch (parsed.kind) {
    case 'person':
      return !parsed.name.single && (parsed.name.given[0] ?? '').length > 1;
    case 'organization': {
      const { core, legalForms, isAcronym } = parsed.name;
      if (isAcronym) return (core[0] ?? '').length >= 3;
      return core.length > 1 || legalForms.length > 0;
    }
    case 'place':
      return true;
    case 'value':
    case 'other':
      return false;
  }
}

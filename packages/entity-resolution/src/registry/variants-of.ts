import type { EntityDraft, VariantDraft } from '@tributary/contracts';
import { genericWords } from '../names/compare-organization-names.js';
import { isValueType, type ParsedName, parseName } from '../names/name-key.js';

/** Names beside the main one that a draft contributes at most. */
const aliasLimit = 5;

/** The names a document's entity is known by in the project: the fullest first, then those that mean the same in any document. */
export function variantsOf(draft: EntityDraft): VariantDraft[] {
  const main = variantFor(draft, draft.name);
  if (isValueType(draft.type)) return [main];
  const variants = new Map([[main.key, main]]);
  for (const alias of draft.aliases) {
    if (variants.size > aliasLimit) break;
    const variant = variantFor(draft, alias);
    if (standsAlone(parseName(draft.type, alias)) && !variants.has(variant.key)) variants.set(variant.key, variant);
  }
  return [...variants.values()];
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
      return core.some((word) => !genericWords.has(word)) && (core.length > 1 || legalForms.length > 0);
    }
    case 'place':
      return true;
    case 'value':
    case 'other':
      return false;
  }
}

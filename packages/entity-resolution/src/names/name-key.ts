import type { EntityType } from '@tributary/contracts';
import { foldTokens } from './fold-text.js';
import { type OrganizationName, parseOrganizationName } from './organization-name.js';
import { type PersonName, parsePersonName } from './person-name.js';
import { type PlaceName, parsePlaceName } from './place-name.js';

/** A name read by the rules of its type. */
export type ParsedName =
  | { readonly kind: 'person'; readonly key: string; readonly name: PersonName }
  | { readonly kind: 'organization'; readonly key: string; readonly name: OrganizationName }
  | { readonly kind: 'place'; readonly key: string; readonly name: PlaceName }
  | { readonly kind: 'value'; readonly key: string }
  | { readonly kind: 'other'; readonly key: string; readonly words: readonly string[] };

const valueTypes = new Set<EntityType>(['DATE', 'MONEY', 'EMAIL', 'PHONE', 'URL', 'LAW', 'IDENTIFIER']);

/** Whether things of this type are the same exactly when their normalised values are. */
export function isValueType(type: EntityType): boolean {
  return valueTypes.has(type);
}

/** Reads a name and gives the key that equal names share. `normalized` is the extractor's, for values. */
export function parseName(type: EntityType, text: string, normalized?: string): ParsedName {
  if (isValueType(type)) return { kind: 'value', key: normalized ? normalized.trim().toLowerCase() : valueKey(type, text) };
  if (type === 'PERSON') return personKey(parsePersonName(text));
  if (type === 'ORGANIZATION') {
    const name = parseOrganizationName(text);
    return { kind: 'organization', key: [name.core.join(' '), tellingForms(name), name.isAcronym ? 'acronym' : ''].join('|'), name };
  }
  if (type === 'LOCATION') {
    const name = parsePlaceName(text);
    return { kind: 'place', key: [name.core.join(' '), name.within.join(' ')].join('|'), name };
  }
  const words = foldTokens(text).filter((word, i, all) => !(all.length > 1 && (word === 'the' || word === 'a' || word === 'an')));
  return { kind: 'other', key: words.join(' '), words };
}

function personKey(name: PersonName): ParsedName {
  return {
    kind: 'person',
    key: [name.tokens.join(' '), name.suffix ?? '', name.gender ?? '', name.single && name.surname === '' ? 'given' : ''].join('|'),
    name,
  };
}

function tellingForms(name: OrganizationName): string {
  return name.legalForms.filter((form) => form !== 'company').join(' ');
}

function valueKey(type: EntityType, text: string): string {
  const lower = text.trim().toLowerCase();
  if (type === 'EMAIL') return lower;
  if (type === 'URL') return lower.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/$/, '');
  if (type === 'PHONE') return lower.replaceAll(/[^\d+]/g, '');
  return foldTokens(text).join(' ');
}

import type { EntityType, NamedVariant } from '@tributary/contracts';
import { parseName } from '../names/name-key.js';
import { isPartial } from './blocking-keys.js';

/** The name a cluster is shown by: a full one, in most documents, then most mentioned. */
export function chooseName(variants: readonly NamedVariant[]): string {
  const ranked = variants.toSorted(
    (a, b) => rankOf(b) - rankOf(a) || b.document_count - a.document_count || b.mention_count - a.mention_count || order(a.name, b.name),
  );
  return ranked[0]?.name ?? '';
}

/** The better of two spellings of one variant: not in capitals throughout, no surname first, then the longer, then by letters. */
export function betterSpelling(type: EntityType, a: string, b: string): string {
  const [invertedA, invertedB] = [a, b].map((name) => type === 'PERSON' && name.includes(','));
  if (invertedA !== invertedB) return invertedA ? b : a;
  const [shoutingA, shoutingB] = [isShouting(a), isShouting(b)];
  if (shoutingA !== shoutingB) return shoutingA ? b : a;
  if (a.length !== b.length) return a.length > b.length ? a : b;
  return a < b ? a : b;
}

function rankOf({ type, name }: NamedVariant): number {
  const parsed = parseName(type, name);
  if (parsed.kind === 'organization' && parsed.name.isAcronym && parsed.name.core.length === 1) return 1;
  return isPartial(parsed) ? 0 : 2;
}

function isShouting(name: string): boolean {
  return !/\p{Ll}/u.test(name);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

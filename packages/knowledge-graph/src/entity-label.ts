import type { EntityType } from '@tributary/contracts';

/**
 * The graph label of a type: `PERSON` → `Person`, `BANK_ACCOUNT` → `BankAccount`. Letters and digits only, so that it can
 * stand in Cypher unquoted; a type without a letter becomes `Entity`.
 */
export function entityLabel(type: EntityType): string {
  const words = type.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const label = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()).join('');
  return /^[A-Za-z]/.test(label) ? label : `Entity${label}`;
}

/** A relation type as it stands in the graph: UPPER_SNAKE, letters, digits and underscores only. */
export function relationLabel(type: string): string {
  const label = type
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
  return /^[A-Z]/.test(label) ? label : `RELATION_${label}`;
}

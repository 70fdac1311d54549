import { findContacts } from './contacts.js';
import { findDates } from './dates.js';
import { findIdentifiers } from './identifiers.js';
import { findLaws } from './laws.js';
import { findForeignLaws } from './laws-abroad.js';
import { findMoney } from './money.js';
import { type Recognised, withoutOverlaps } from './recognised.js';

/** Everything rules do better than learning, ascending and without overlaps. A date inside a citation belongs to the citation. */
export function recognise(text: string): Recognised[] {
  return withoutOverlaps([
    ...findContacts(text),
    ...findDates(text),
    ...findMoney(text),
    ...findLaws(text),
    ...findForeignLaws(text),
    ...findIdentifiers(text),
  ]);
}

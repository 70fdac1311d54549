import { genericWords } from '../names/compare-organization-names.js';
import { isGivenName } from '../names/given-names.js';
import type { ParsedName } from '../names/name-key.js';
import { titleFor } from '../names/titles.js';

/** Parts that people and firms play in a document; each document has its own. */
const roles = new Set(
  'buyer seller vendor purchaser supplier licensor licensee lessor lessee landlord tenant borrower lender client customer contractor subcontractor consultant distributor manufacturer owner operator insured insurer provider recipient guarantor assignor assignee issuer reseller developer advisor adviser sponsor promoter employee employer participant subsidiary parent affiliate spinco holder counsel clerk a b c d e i ii iii iv'.split(
    ' ',
  ),
);
const kindsOfPlace = new Set(
  'city town village county state province district region country island downtown north south east west center centre area site campus street road river lake territory'.split(
    ' ',
  ),
);

/**
 * Whether a name means something only in its document: a role (`Buyer`, `the Court`, `the Judge`), a kind of place (`the City`), a
 * bare given name. Such an entity is never linked by its name.
 */
export function isLocalName(parsed: ParsedName): boolean {
  switch (parsed.kind) {
    case 'person': {
      const { tokens, single } = parsed.name;
      return tokens.every((word) => roles.has(word) || titleFor(word) !== undefined) || (single && isGivenName(tokens[0] ?? ''));
    }
    case 'organization':
      return parsed.name.core.every((word) => genericWords.has(word) || roles.has(word));
    case 'place':
      return parsed.name.core.every((word) => kindsOfPlace.has(word));
    case 'value':
    case 'other':
      return parsed.key === '';
  }
}

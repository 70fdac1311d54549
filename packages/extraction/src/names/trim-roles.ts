import { isGenericName, isRoleWord } from './role-words.js';

const titles = /^(?:Mr|Mrs|Ms|Miss|Messrs|Dr|Hon|Honorable|Prof|Professor|MR|MRS|MS|DR|HON)\.?\s+/u;
const openings =
  /^(?:(?:And|AND|Or|But|By|BY|Between|BETWEEN|Among|With|WITH|From|For|Re|RE|To|TO|Dear|Hi|Hello|Thanks|Whereas|WHEREAS|When|While|After|Before|See|SEE|Dated|Attn|Source|Cc|CC|Name|Title|Exhibit|Background|Introduction|Moving|Pro Se|Co-Defendants?)\s*:?\s+)+/u;

/** Takes the role, the title or the opening word off the front of a name: `Defendant Willows Center, LLC` names the center. */
export function trimRoles(name: string, type: string): number {
  let rest = name;
  for (;;) {
    const cut = leadOf(rest, type);
    if (cut === 0) return name.length - rest.length;
    rest = rest.slice(cut);
  }
}

function leadOf(name: string, type: string): number {
  const opening = openings.exec(name)?.[0].length ?? (type === 'PERSON' ? titles.exec(name)?.[0].length : undefined) ?? 0;
  if (opening > 0 && opening < name.length) return opening;
  const first = /^([\p{L}-]+)[\s,]+(?=\p{Lu}|\d)/u.exec(name);
  if (first === null || !isRoleWord(first[1] ?? '')) return 0;
  // `Bank of America`, `Trust Company`, `State Street`: a role word is part of the name unless what follows can stand alone.
  const rest = name.slice(first[0].length);
  const standsAlone =
    /^(?:Plaintiff|Defendant|Appell|Petitioner|Respondent|Claimant|Licens|Consultant|Buyer|Seller|Borrower|Lender|Landlord|Tenant|Counsel|Judge|Justice|Attorney|Debtor|Creditor|Employee|Employer|Client|Customer|Contractor|Vendor|Supplier|Distributor|Director|Officer|President|Secretary|Chairman|Witness|Clerk|Author|Guarantor|Manager|Agent|Shareholder|Parent|Magistrate)/iu.test(
      first[1] ?? '',
    );
  return standsAlone && !isGenericName(rest) ? first[0].length : 0;
}

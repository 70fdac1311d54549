import { isGenericName, isRoleWord } from './role-words.js';

/** Said before a person's name, and no part of it. */
const titles =
  /^(?:Mr|Mrs|Ms|Miss|Messrs|Dr|Hon|Honou?rable|Prof|Professor|MR|MRS|MS|DR|HON|Superintendent|Officer|Detective|Sheriff|Mayor|Monsieur|Madame|Mademoiselle|Mme|Herrn?|Frau|Señora?|Sra?|Signora?|Doña|Don|Dipl\.-Ing|Rechtsanwalt|Rechtsanwältin|Maître|Me|Geschäftsführer(?:in)?)\.?\s+(?=\p{Lu})/u;
const leads: Readonly<Record<string, RegExp>> = {
  PERSON: titles,
  // `the State of Nevada` names Nevada.
  LOCATION:
    /^(?:[Ss]tate|STATE|[Cc]ommonwealth|COMMONWEALTH)\s(?:of|OF)\s(?=(?:\p{Lu}\p{L}+)(?!\p{L}))(?!Australia|Dominica|Israel|Palestine|Qatar|Kuwait|Independent|Nations|the\b)/u,
};
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
  const opening = openings.exec(name)?.[0].length ?? leads[type]?.exec(name)?.[0].length ?? 0;
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

/** Words that say what someone is in a contract or a case: never names by themselves, and not part of the name they stand before. */
const roles =
  'plaintiff defendant appellant appellee petitioner respondent claimant intervenor movant licensor licensee buyer seller purchaser vendor supplier distributor reseller landlord tenant lessor lessee borrower lender guarantor counterparty company corporation customer client consultant contractor subcontractor employer employee agent principal affiliate subsidiary party trustee issuer holder owner franchisor franchisee manufacturer debtor creditor assignor assignee investor shareholder stockholder sponsor publisher author witness counsel director officer manager administrator executor executrix provider developer partner recipient discloser talent artist programmer operator carrier shipper insurer insured underwriter dealer broker bank fund trust partnership firm agency member court judge clerk state commission board committee department government authority district city county office magistrate justice chairman president secretary treasurer user subscriber advertiser producer endorser promoter host merchant user advisor adviser servicer depositor grantor grantee mortgagor mortgagee indemnitor indemnitee pledgor obligor obligee transferor transferee offeror optionee participant representative designee successor assign creditor hospital university school staff management team group parent sublicensee sublicensor marketer retailer wholesaler integrator outsourcer bidder offeree worker lead co-defendant third-party counterclaimant counter-defendant cross-defendant cross-claimant';
const things =
  'agreement contract amendment addendum exhibit schedule appendix annex attachment section article paragraph clause recitals recital whereas witnesseth term terms services service products product software territory property premises closing notice notices invoice payment fee fees royalty royalties commission date day month year quarter effective confidential information intellectual marks trademark trademarks patent patents copyright work works license licenses deliverables warranty warranties liability indemnification termination assignment governing law laws arbitration dispute force majeure miscellaneous definitions introduction background conclusion discussion analysis facts order motion complaint answer brief opinion judgment memorandum docket case document page filed exhibit table contents signature signatures title name address attention telephone facsimile fax email e-mail website web internet site link links user content software system systems program programs project specifications equipment materials data report reports policy plan note notes act code rule rules regulation regulations statute statutes permit approval approvals insurance tax taxes interest loss losses damages claim claims securities shares stock common preferred units net gross sales revenue cost costs expense expenses price about from to re subject sent date cc bcc please thank thanks  accounts payable receivable legal department general human resources chief executive financial operating technology vice senior assistant office offices corporate affairs operations sales finance accounting compliance investor relations customer support annex floor suite room iban bic swift vat ein notary public purchase order ship sold po tel background facts procedural history standard review dear sincerely regards yours hello hi mr mrs ms dr esq inc llc';
const roleWords = new Set(roles.split(' '));
const thingWords = new Set(things.split(' '));

/** Word without its plural, possessive and case. */
function base(word: string): string {
  return word
    .toLowerCase()
    .replace(/['’]s?$/u, '')
    .replace(/[.,:;]+$/u, '');
}

export function isRoleWord(word: string): boolean {
  const plain = base(word);
  return roleWords.has(plain) || (plain.endsWith('s') && roleWords.has(plain.slice(0, -1)));
}

/** A word of contracts and filings that is capitalised by habit, not because it names something. */
export function isGenericWord(word: string): boolean {
  const plain = base(word);
  return (
    isRoleWord(plain) ||
    thingWords.has(plain) ||
    /^(?:\d+(?:st|nd|rd|th)?|[ivxl]+|[a-z]|the|of|and|or|for|this|such|any|each|no|in|to|on|by|with|all|first|second|third|moving|other|said)$/.test(
      plain,
    )
  );
}

/** Nothing but such words: `Marketing Affiliate`, `the Court`, `Effective Date`. */
export function isGenericName(name: string): boolean {
  return name.split(/[\s/-]+/).every(isGenericWord);
}

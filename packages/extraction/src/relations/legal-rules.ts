import { type RelationRule, rule } from './relation-rule.js';

const side =
  '(?:[Pp]laintiffs?|PLAINTIFFS?|[Dd]efendants?|DEFENDANTS?|[Pp]etitioners?|PETITIONERS?|[Rr]espondents?|RESPONDENTS?|[Aa]ppellants?|APPELLANTS?|[Aa]ppellees?|APPELLEES?|[Cc]laimants?|[Cc]ounterclaim-?[Pp]laintiffs?)';

/** Cases, representation and citations, as sentences state them. */
export const legalRules: readonly RelationRule[] = [
  rule(
    'LITIGATES_AGAINST',
    0.95,
    `{s:X}(?:,? (?:et al\\.?|an individual|individually[^«»]{0,60}|a [^«».;]{0,60}corporation|[^«».;]{0,80}on behalf of [^«».;]{0,80}))?,?(?: ?[):|*]+)*(?: ?${side}(?:[-/][\\p{L}]+)?,?\\.?)?(?: ?[):|*]+)*(?: ?«I\\d+»)? ?-?(?:v|vs|V|VS)\\.?-?(?: ?[):|*]+)* {o:X}`,
  ),
  rule(
    'LITIGATES_AGAINST',
    0.92,
    '{s:X}_ ?(?:sued|is suing|has sued|filed (?:an? |its |this |the )?(?:[\\p{L}-]+ ){0,3}(?:lawsuit|suit|complaint|action|petition|claim|case|charges?)(?: [^«».;]{0,40})? against|brought (?:an? |this )?(?:[\\p{L}-]+ ){0,3}(?:action|suit|claim|case) against|commenced (?:an? |this )?(?:[\\p{L}-]+ ){0,2}(?:action|suit|arbitration) against) (?:the )?(?:[Dd]efendants? )?{o:X}(?:,? and {o2:X})?',
  ),
  rule('LITIGATES_AGAINST', 0.9, `[Pp]laintiffs? {s:X}[^«».;]{0,100}(?:against|sues|sued) [Dd]efendants? {o:X}`),
  rule(
    'REPRESENTED_BY',
    0.94,
    '{s:X}_ (?:is|are|was|were) represented by (?:counsel,? )?(?:attorneys? |its attorneys?,? )?{o:X}(?:(?: and|,| of) {o2:X})?',
  ),
  rule(
    'REPRESENTED_BY',
    0.92,
    "{s:X}(?:’s|')?s? (?:[\\p{Ll}]+ )?(?:attorneys?|lawyers?|counsel|solicitors?|barristers?),? (?:is |are )?{o:X}(?:,? (?:of|at|from) {o2:X})?",
  ),
  rule('REPRESENTED_BY', 0.92, '{s:X},? whose (?:attorneys?|lawyers?|counsel|solicitors?) (?:is|are) {o:X}(?:,? (?:of|at|from) {o2:X})?'),
  rule(
    'REPRESENTED_BY',
    0.9,
    '{o:P},? (?:of|at|from|a partner at|with) {o2:O},? (?:[\\p{Ll}-]+ ){0,2}(?:counsel|attorneys?|lawyers?|solicitors?) (?:to|for|of) (?:the )?{s:X}',
  ),
  rule(
    'REPRESENTED_BY',
    0.9,
    '(?:[Aa]ttorney |[Cc]ounsel )?{o:X}(?: of «O\\d+»)?,? (?:appeared|appears|appearing|argued|argued the cause|acts|acted) (?:for|on behalf of) (?:the )?{s:X}',
  ),
  rule(
    'REPRESENTED_BY',
    0.9,
    '{s:X} (?:appeared|appears|appearing) (?:by|through) (?:its|his|her|their|«[PO]\\d+»’s) (?:[\\p{Ll}]+ )?(?:counsel|attorneys?|lawyers?),? {o:X}',
  ),
  rule('REPRESENTED_BY', 0.9, '(?:retain(?:ed|ing|s)?|engag(?:ed|ing|es)) {o:X} (?:\\([^()]*\\) )?to represent (?:the )?{s:X}'),
  rule(
    'REPRESENTED_BY',
    0.9,
    '{s:X} (?:has |have )?(?:retained|engaged|instructed) (?:the law firm (?:of )?)?{o:X} (?:as (?:its |his |her |their )?(?:[\\p{Ll}]+ )?counsel|to represent|to defend)',
  ),
  rule('REPRESENTED_BY', 0.88, '{o:X} (?:represents|represented|is representing|advised|is advising|acted for) {s:X}(?: in| on|,|\\.|$)'),
  rule('REPRESENTED_BY', 0.86, '{s:X} (?:was|is|were|are) (?:being )?(?:advised|defended) by {o:X}(?:,? (?:and|of) {o2:X})?'),
  rule('LITIGATES_AGAINST', 0.92, '{o:X} (?:has been|was|is being|were) sued by {s:X}'),
  rule(
    'LITIGATES_AGAINST',
    0.88,
    '{o:X} (?:has been|was|is being|were) sued by (?:his|her|its|their|«[PO]\\d+»’s)? ?(?:former )?(?:employer|partner|landlord|customer|supplier|client|tenant),? {s:X}',
  ),
  rule(
    'LITIGATES_AGAINST',
    0.9,
    '{s:X} (?:has )?(?:filed|commenced|brought|lodged) (?:an? )?(?:[\\p{L}-]+ ){0,3}(?:suit|lawsuit|action|claim|complaint|petition|proceedings?) (?:in [^«».;]{0,60}(?:«O\\d+»[^«».;]{0,20})?)?against (?:our client,? )?(?:the )?{o:X}',
  ),
  rule(
    'LITIGATES_AGAINST',
    0.9,
    "{s:X}(?:’s|'s) (?:[\\p{Ll}]+ ){0,2}(?:complaint|suit|lawsuit|action|claim|petition)(?:, [^«».;]{0,20}«D\\d+»,)?(?: [^«».;]{0,30})? (?:against|charges|accuses|alleges that) {o:X}",
  ),
  rule(
    'REPRESENTED_BY',
    0.93,
    `{o:X}(?:,? (?:Esq\\.?|LLP))*,? (?:\\(?«[EIT]\\d+»\\)?,? ?)*(?:is |are |as |was )?(?:the )?(?:lead |local |pro bono |court-appointed )?(?:[Aa]ttorneys?|ATTORNEYS?|[Cc]ounsel|COUNSEL|[Ll]awyers?|[Ss]olicitors?) (?:for|FOR|of|to) (?:the )?(?:${side},? )*{s:X}`,
  ),
  rule(
    'REPRESENTED_BY',
    0.9,
    '{s:X},? (?:by and )?through (?:its|his|her|their) (?:undersigned |own )?(?:attorneys?|counsel),? (?:of record,? )?{o:X}',
  ),
  rule(
    'PARTY_TO_CASE',
    0.9,
    '{s:X}(?:,? et al\\.?)? v\\.? {s2:X}(?:,? et al\\.?)?,? (?:\\(?[Cc]ase |[Dd]ocket |[Cc]ivil [Aa]ction |Index |Cause )?(?:Nos?\\.? ?|Number )?{o:I}',
  ),
  rule(
    'CITES',
    0.85,
    '{s:X} (?:[\\p{Ll}-]+ ){0,8}?(?:under|pursuant to|violated|violates|in violation of|relies on|relied on|cites|cited|citing|invokes|invoked) (?:the )?{o:W}',
  ),
  rule(
    'CITES',
    0.85,
    '(?:{side} )?'.replace('{side}', side) + "{s:X}(?:’s|'s) (?:[\\p{Ll}-]+ ){0,8}?(?:under|pursuant to|in violation of) (?:the )?{o:W}",
  ),
];

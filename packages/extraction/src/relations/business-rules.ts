import { type RelationRule, rule } from './relation-rule.js';

const entityKind =
  '(?:corporation|company|limited liability company|limited partnership|general partnership|partnership|LLC|trust|bank|business trust|professional corporation|non-?profit corporation|public limited company|private limited company|association|Corporation|Company)';
/** Anything that describes a party between its name and the next one: places, dates, brackets, no full stop. */
const description = '(?:[^«».;]|«[LDITMEU]\\d+»|«W\\d+»|\\([^()]{0,160}\\)|\\b(?:Inc|Corp|Co|Ltd|St|No)\\.){0,320}?';
const agreement =
  '(?:[Aa]greement|AGREEMENT|[Cc]ontract|CONTRACT|[Ll]ease|LEASE|[Ll]icense|LICENSE|[Mm]emorandum|[Aa]mendment|AMENDMENT|[Ss]tipulation|[Dd]eed|[Nn]ote|[Ss]ettlement|merger|partnership|joint venture)';

/** Ownership, contracts, payments and contacts, as sentences state them. */
export const businessRules: readonly RelationRule[] = [
  rule(
    'SUBSIDIARY_OF',
    0.94,
    '{s:O},?_?(?:an? |the |is an? |was an? |became an? |each an? )(?:[\\p{L}-]+ ){0,4}?(?:subsidiary|division|unit|affiliate|arm|branch|business unit) of (?:the )?{o:O}',
  ),
  rule('SUBSIDIARY_OF', 0.9, '{o:O} and (?:its|their) (?:[\\p{L}-]+ ){0,4}?(?:subsidiary|subsidiaries|division|unit),? {s:O}'),
  rule('SUBSIDIARY_OF', 0.9, "{o:O}(?:’s|'s) (?:[\\p{Ll}-]+ ){0,4}?(?:subsidiary|division|unit|arm),? {s:O}"),
  rule(
    'SUBSIDIARY_OF',
    0.9,
    '{o:O},? (?:is |was )?(?:the |a )?(?:ultimate |direct |indirect )?(?:parent|parent company|holding company|parent corporation) of {s:O}',
  ),
  rule(
    'SUBSIDIARY_OF',
    0.88,
    '{s:O}(?:,? and)? (?:its|whose) (?:[\\p{Ll}-]+ ){0,2}(?:parent|parent company|parent corporation)(?: is)?,? {o:O}',
  ),
  rule(
    'OWNS',
    0.92,
    '{s:X},?_?(?<!\\b(?:was|were|been|is|be|being|wholly|majority|jointly|currently|now|then) )(?<![-\\p{L}])(?:acquired|acquires|owns|owned|purchased|bought|took over|has acquired|wholly owns|acquire|controls|holds (?:an? )?(?:[\\p{L}\\d.%-]+ ){1,6}(?:of|in)|owns (?:[\\p{L}\\d.%-]+ ){1,8}of)(?! by\\b) (?:all of )?(?:the )?(?:(?!from |by |for |with )[\\p{Ll}-]+ ){0,2}{o:O}',
  ),
  rule(
    'OWNS',
    0.92,
    '{o:O},?_? (?:is|was|are|were|currently|wholly|jointly)? ?(?:now |then |wholly |majority |jointly |currently )*(?:owned|acquired|bought|purchased|controlled|taken over) (?:in {D} )?by (?:the )?(?:[\\p{Ll}-]+ ){0,4}{s:X}',
  ),
  rule(
    'OWNS',
    0.9,
    '{s:X},? (?:the |a |is the |as |being the )?(?:[\\p{L}-]+ ){0,2}(?:owner|shareholder|stockholder|sole member) of (?:the )?{o:O}',
  ),
  rule('OWNS', 0.9, '{o:O} (?:was sold|sold itself) to {s:X}'),
  rule(
    'PARTY_TO_CONTRACT_WITH',
    0.95,
    `${agreement}[^«»]{0,300}?(?:{D}[^«»]{0,120}?){0,3}(?:by and )?(?:[Bb]etween|[Aa]mong|BETWEEN|AMONG)(?: and among)?:? (?:the )?(?:\\(\\w\\) ?)?{s:X}${description}(?: and|AND| AND|, and|\\) and) (?:between )?(?:the )?(?:\\(\\w+\\) ?)?{o:X}`,
  ),
  rule(
    'PARTY_TO_CONTRACT_WITH',
    0.9,
    `{s:X},?_?(?:entered into|signed|executed|concluded|has entered into) (?:an? |the |its )?(?:[\\p{L}\\d-]+ ){0,6}${agreement}[^«».;]{0,60} with (?:the )?{o:X}`,
  ),
  rule('PARTY_TO_CONTRACT_WITH', 0.88, `${agreement} (?:by and )?between {s:X} and {o:X}`),
  rule(
    'LOCATED_IN',
    0.9,
    `{s:O}(?:,? ?\\([^()]{0,80}\\))?,? (?:is |being )?an? (?:(?:State|Commonwealth) of )?{o:L} (?:[\\p{Ll}-]+ ){0,2}${entityKind}`,
  ),
  rule(
    'LOCATED_IN',
    0.9,
    `{s:O}(?:,? ?\\([^()]{0,80}\\))?,? (?:is |being )?an? (?:[\\p{Ll}-]+ ){0,4}${entityKind}[^«».;]{0,60} (?:under|pursuant to|in|by) (?:the laws? of )?(?:the )?(?:[Ss]tate of |[Cc]ommonwealth of )?{o:L}`,
  ),
  rule(
    'LOCATED_IN',
    0.92,
    '{s:O}[^«».;]{0,120}?(?:having|with|has|whose|maintaining|maintains|located|doing business)[^«».;]{0,80}(?:office|offices|place of business|address|headquarters|business|located|address is|domicile)[^«».;]{0,60}(?:at|in|is)[^«»;]{0,60}(?:{L}, )?{o:L}',
  ),
  rule(
    'LOCATED_IN',
    0.92,
    '{s:O},?_?(?:is |was |are )?(?:based|headquartered|located|situated|domiciled|incorporated|organi[sz]ed|registered) (?:in|at|near|under the laws of(?: the [Ss]tate of)?) (?:the )?(?:[\\p{Ll}-]+ ){0,3}(?:[Ss]tate of )?{o:L}(?:, {o2:L})?(?:, {o3:L})?',
  ),
  rule('LOCATED_IN', 0.88, '{s:P}_ (?:lives?|lived|resides?|resided|residing|living) (?:in|at|near) (?:the )?{o:L}(?:, {o2:L})?'),
  rule(
    'LOCATED_IN',
    0.9,
    '{s:P},? (?:an individual |a )?(?:resident|residing|an individual residing) (?:of|in|at) (?:the )?(?:[Ss]tate of )?{o:L}',
  ),
  rule('LOCATED_IN', 0.85, '{s:O} (?:in|of) {o:L}(?:, {o2:L})?(?=[,.;)]|$)'),
  rule('LOCATED_IN', 0.85, '{s:O}, {o:L}(?:, {o2:L})?(?=[,.;)]|$)'),
  rule(
    'LOCATED_IN',
    0.9,
    '{s:X}(?:,? \\([^()]{0,60}\\))?, of (?!the )(?:[^«».;]{0,24}(?:«A\\d+»(?:, [^«».;]{0,20})?, ))?{o:L}(?:, {o2:L})?(?=[,.;)]| (?:and|\\d))',
  ),
  rule('LOCATED_IN', 0.9, '{s:O} \\({o:L}(?:,? (?:the )?{o2:L})?\\)'),
  rule('LOCATED_IN', 0.92, '{s:O}, (?:the|an?) {o:L}-based'),
  rule('LOCATED_IN', 0.92, '{o:L}-based (?:[\\p{Ll}-]+ ){0,3}{s:O}'),
  rule('LOCATED_IN', 0.88, "{s:O}(?:’s|'s) {o:L} (?:office|plant|facility|mill|factory|headquarters|branch)"),
  rule(
    'LOCATED_IN',
    0.92,
    '{s:X}(?:[^«».;()]|«[LI]\\d+»|\\([^()]{0,60}\\)){0,200}?(?:registered (?:office|seat)|principal (?:place of business|offices?)|head office|headquarters|offices?|address|residing|resides|resident)(?: is| are| located| situated)* (?:in|at|of) (?:[^«».;]{0,24}(?:«A\\d+»,? (?:[^«».;]{0,16}, )?))?{o:L}(?:, {o2:L})?',
  ),
  rule(
    'LOCATED_IN',
    0.9,
    '{s:P} (?:is |am )?(?:an? )?(?:individual )?(?:residing|resident|resides?|domiciled|reside) (?:in|of|at) (?:[^«».;]{0,24}(?:«A\\d+», ))?{o:L}(?:, {o2:L})?',
  ),
  rule('LOCATED_IN', 0.88, '{s:P}[^«».;]{0,60},? (?:and )?(?:resides?|lives?) in {o:L}(?:, {o2:L})?'),
  rule(
    'PARTY_TO_CONTRACT_WITH',
    0.9,
    `{s:X},?(?: [^«».;]{0,40}(?:«L\\d+»)?[^«».;]{0,40})? (?:entered into|signed|executed|concluded) (?:an? |the |its )?(?:[\\p{L}\\d-]+ ){0,6}${agreement}(?: [^«».;]{0,60})? with (?:the )?{o:X}(?:,? and {o2:X})?`,
  ),
  rule(
    'PARTY_TO_CONTRACT_WITH',
    0.9,
    `{s:X} and {o:X}(?:, [^«».;]{1,60},)? (?:have |had )?(?:entered into|signed|executed|concluded|formed|agreed) (?:an? |the |to )?(?:[\\p{L}\\d-]+ ){0,6}(?:${agreement})`,
  ),
  rule('PARTY_TO_CONTRACT_WITH', 0.88, `${agreement}[^«».;]{0,40}(?:«D\\d+»[^«».;]{0,20})? between {s:X} and {o:X}`),
  rule(
    'AGREED_ON',
    0.9,
    `[Oo]n (?:or about )?{o:D},? {s:X}(?:,? [^«».;]{0,30}(?:«L\\d+»)?[^«».;]{0,30})?,? (?:and {s2:X}(?:, [^«».;]{1,60},)? )?(?:entered into|signed|executed|concluded) (?:an? |the |its )?(?:[\\p{L}\\d-]+ ){0,6}${agreement}(?:[^«».;]{0,60} with (?:the )?{s3:X})?`,
  ),
  rule('AGREED_ON', 0.9, `${agreement} (?:dated|of|made on) (?:as of )?{o:D},? (?:by and )?between {s:X} and {s2:X}`),
  rule('HAS_CONTACT', 0.92, '{s:P}(?:, [^«».;]{1,60})?,? (?:at|on|\\() ?{o:E}(?:[,;] ?(?:or )?{o2:T})?'),
  rule('HAS_CONTACT', 0.92, '{s:P}(?:, [^«».;]{1,60})?,? (?:at|on|\\(|,)? ?(?:{E}[,;] ?)?{o:T}'),
  rule('IDENTIFIED_BY', 0.9, '{s:X} \\((?:[A-Z]{2,6}|[^()«»]{0,30}(?:[Nn]o\\.?|[Nn]umber|[Rr]eg\\.))? ?{o:I}\\)'),
  rule(
    'IDENTIFIED_BY',
    0.9,
    '{s:X}(?:[^«».;]|«L\\d+»){0,120}? (?:registered |incorporated )?(?:[^«».;]{0,40})?(?:under|with) (?:[\\p{Ll} ]{0,30})?(?:number|no\\.?) {o:I}',
  ),
  rule(
    'LOCATED_IN',
    0.92,
    '(?<!«L\\d+»(?:,| and|, and|, or| or) )(?<!(?:between|both|through|including|with) ){s:L}, {o:L}(?:, {o2:L})?(?: \\d{5})?(?=[ ,.;)]|$)(?!,? (?:and|or|&) (?:the )?«L)(?!, «L\\d+»(?:, «L\\d+»)*,? (?:and|or))',
  ),
  rule('LOCATED_IN', 0.9, '{s:L} \\({o:L}\\)'),
  rule(
    'LOCATED_IN',
    0.88,
    '{s:L},? (?:is |was )?(?:an? |the )[^«».;]{0,50}(?:city|town|village|municipality|district|county|suburb|neighbou?rhood|commune|province|state|region|capital|island|river|lake|mountain|parish|township|settlement|hamlet|locality|area|community)[^«».;]{0,30} (?:in|of|within|on)(?: the)?(?: [\\p{Ll}-]+){0,4}(?: of)? {o:L}(?:, {o2:L})?',
  ),
  rule(
    'DATED',
    0.9,
    '{s:O},?_?(?:was |were |is )?(?:founded|established|formed|incorporated|created|organi[sz]ed|launched|set up|opened) (?:in|on) {o:D}',
  ),
  rule('DATED', 0.88, '[Ff]ounded (?:in|on) {o:D},? {s:O}'),
  rule('DATED', 0.85, '{s:I},? dated (?:as of )?{o:D}'),
  rule(
    'HAS_CONTACT',
    0.93,
    '{s:X},? ?(?:[<(\\[]|at |e-?mail:? |tel(?:ephone)?\\.?:? |phone:? |by (?:e-?mail|phone|telephone) at |can be reached at |via )(?:mailto:)?{o:E}',
  ),
  rule(
    'HAS_CONTACT',
    0.92,
    '{s:X},? ?(?:[(<]|at |tel(?:ephone)?\\.?:? |phone:? |by (?:phone|telephone) at |can be reached at |fax:? )(?:or )?{o:T}',
  ),
  rule('HAS_CONTACT', 0.9, '{s:X},? (?:at |<)?(?:{E}|{U})>?,? (?:or|and|\\|)? ?(?:at )?{o:T}'),
  rule('HAS_CONTACT', 0.85, '{s:X},? (?:\\(|at |website(?: is)?:? )(?:at )?{o:U}'),
  rule(
    'IDENTIFIED_BY',
    0.92,
    '{s:X},? ?[\\[(]?(?:an? [^«».;]{0,60})?,? ?(?:with |under )?(?:State |Company |company |Federal |Tax |tax |Registration |registration |registered |VAT |EIN|CIK|Bar |SBN|DUNS|CUSIP|[Aa]ccount |[Cc]harter |[Ll]icense )[\\p{L} .#:]{0,40}{o:I}',
  ),
];

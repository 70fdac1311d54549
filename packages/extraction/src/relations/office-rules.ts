import { type RelationRule, rule } from './relation-rule.js';

/** Between a person and what is said of them: a clause set off by commas, an age, an office held elsewhere. */
const aside = '(?:, [^«».;]{1,60},| \\(\\d+\\))?';
const firm = '(?:the )?(?:(?:law|accounting|consulting|auditing) firm (?:of )?)?';

/** Offices and employment, beyond the plain apposition: appointments, boards, who runs what, who works with whom. */
export const officeRules: readonly RelationRule[] = [
  rule(
    'HAS_ROLE_AT',
    0.9,
    `{s:P}${aside} (?:will |would |is to |has been |was |is being |had been )?(?:remains?|continues?|continue to serve|serves?|served|returns?|stay(?:s|ed)? on|succeeds? «P\\d+»|succeeded «P\\d+»|appointed|elected|named|promoted|re-elected)(?: to serve)? (?:as |to )?~ (?:of|at|for|with) (?:the )?{o:O}`,
  ),
  rule(
    'HAS_ROLE_AT',
    0.88,
    '{o:O} (?:said|announced)[^«».;]{0,30} (?:that )?{s:P} (?:will|would|has|had) (?:[\\p{Ll}]+ ){0,3}?(?:{s2:P} )?(?:as |become )~',
  ),
  rule('HAS_ROLE_AT', 0.9, '{s:P},? (?:who )?(?:was |is |has been |will be |were )?(?:appointed|elected|named) ~ (?:of|at) (?:the )?{o:O}'),
  rule(
    'HAS_ROLE_AT',
    0.9,
    '{s:P}_ (?:resigned from|joined|was elected to|was appointed to|serves on|served on|sits on|sat on|left) (?:the )?[Bb]oard(?: of [Dd]irectors| of [Tt]rustees)? of (?:the )?{o:O}',
  ),
  rule(
    'HAS_ROLE_AT',
    0.88,
    "{s:P},? (?:who )?(?:now |currently |still )?(?:chairs|chaired|has chaired|heads|headed|leads|led|runs|ran|manages|managed|directs|presides over|presided over) (?:the )?(?:[\\p{Ll}-]+ ){0,2}{o:O}(?!’s|'s)",
  ),
  rule(
    'HAS_ROLE_AT',
    0.88,
    "{o:O},? (?:[^«».;]{0,40} )?(?:run|led|headed|chaired|managed|directed) by (?:(?:the|its|his|her|«P\\d+»’s) (?:[\\p{Ll}-]+,? ){0,4})?{s:P}(?!’s|'s)",
  ),
  rule('HAS_ROLE_AT', 0.9, "{o:O}(?:’s|'s)? ~(?: is| was|,| will be| until «D\\d+» was)? {s:P}"),
  rule('HAS_ROLE_AT', 0.88, "{o:O}(?:’s|'s)? [^«».;]{0,20}(?:representative|contact)(?: is|:) {s:P}"),
  rule('HAS_ROLE_AT', 0.88, "{s:P}, (?:currently |formerly |now |then |previously )?(?:the )?{o:O}(?:’s|'s) ~"),
  rule(
    'HAS_ROLE_AT',
    0.88,
    '{s:P},? (?:is |was |has been )?(?:the )?(?:currently |formerly |now |then |until \\p{L}+ )?~ (?:of|at|for) (?:the )?(?:[\\p{Ll}-]+ ){0,4}{o:O}',
  ),
  rule(
    'HAS_ROLE_AT',
    0.86,
    '{s:P},? (?:(?:[Nn]on-?)?[Ee]xecutive|[Mm]anaging|[Gg]eneral|[Ll]imited|[Ff]ounding) (?:[Dd]irector|[Mm]ember|[Pp]artner|[Cc]hair\\p{Ll}*),? (?:of |at )?(?:the )?{o:O}',
  ),
  rule(
    'HAS_ROLE_AT',
    0.86,
    '{s:P} (?:is|was) the (?:managing|sole|general|founding|controlling) (?:member|director|partner|shareholder) of {o:O}',
  ),
  rule('HAS_ROLE_AT', 0.86, '(?:[Ee]xecuted|[Ss]igned) (?:by|for and on behalf of|on behalf of|for) {o:O}(?: by)?:? {s:P}, ~'),
  rule('HAS_ROLE_AT', 0.84, '{o:O}(?:, «L\\d+»)?\\.? ~: {s:P}'),
  rule('EMPLOYED_BY', 0.92, '{s:P}_[^«»;]{0,90} (?:is|was|am|are|has been|had been|currently|now) employed (?:by|at|with) (?:the )?{o:O}'),
  rule(
    'EMPLOYED_BY',
    0.9,
    '{s:P}(?:[^«».;]{0,80}| [^«».;]{0,60}«[DO]\\d+»)(?:,| and| now| currently|also) ?(?:now |currently )?works? (?:for|at) (?:the )?{o:O}',
  ),
  rule('EMPLOYED_BY', 0.88, '{o:O} (?:has )?(?:hired|employed|recruited|re-?hired) (?:the )?{s:P}'),
  rule(
    'EMPLOYED_BY',
    0.88,
    `{s:P} (?:previously |formerly |earlier |then )?(?:spent [^«».;]{1,30} at|worked at|worked for|practi[cs]ed (?:law )?(?:at|with)|trained at) ${firm}{o:O}`,
  ),
  rule(
    'EMPLOYED_BY',
    0.86,
    `(?:[Aa]ttorneys?|[Ll]awyers?|[Cc]ounsel|[Ss]olicitors?|[Bb]arristers?|Present|present)[^«».;]{0,30} {s:P},? (?:of|at|with) ${firm}{o:O}`,
  ),
  rule('EMPLOYED_BY', 0.86, '{s:P},? of {o:O},? (?:(?:outside |lead |local )?counsel|argued|appeared|represents|represented|for)'),
  rule('EMPLOYED_BY', 0.86, '{o:O},? [Aa]tt(?:n|ention)[:.]*:? {s:P}'),
];

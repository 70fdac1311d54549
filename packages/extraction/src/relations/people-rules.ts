import { type RelationRule, rule } from './relation-rule.js';

const kin =
  '(?:wife|husband|spouse|son|daughter|brother|sister|father|mother|cousin|uncle|aunt|nephew|niece|grandson|granddaughter|grandfather|grandmother|widow|stepson|stepdaughter|half-brother|brother-in-law|father-in-law|son-in-law|sister-in-law|twin brother|twin sister|partner)';
const age = '(?:younger |elder |older |eldest |youngest |second |first |third |only |late |former |ex-|twin )*';

/** Offices, employment, families and lives, as sentences state them. */
export const peopleRules: readonly RelationRule[] = [
  rule(
    'HAS_ROLE_AT',
    0.92,
    '{s:P},? ?\\(?(?:who )?(?:is |was |serves? as |served as |has served as |became |had been |has been |was (?:named|appointed|elected) |as )?~ (?:of|at|for|with) (?:the )?{o:O}',
  ),
  rule('HAS_ROLE_AT', 0.88, "{o:O}(?:’s|'s)? (?:former |current |then |longtime |interim |acting )?~,? {s:P}"),
  rule('HAS_ROLE_AT', 0.88, '(?:^|[ ,(“"])~ (?:of|at|for) (?:the )?{o:O},? {s:P}'),
  rule('HAS_ROLE_AT', 0.9, "{s:P}, {o:O}(?:’s|'s)? (?:former |current |then )?~"),
  rule('HAS_ROLE_AT', 0.85, '{s:P},? ~,? {o:O}(?=[,.;) ]|$)'),
  rule('HAS_ROLE_AT', 0.84, '{s:P},? ~(?:,? (?:of )?\\p{Lu}[\\p{L}&]+){1,3},? {o:O}(?=[,.;) ]|$)'),
  rule('HAS_ROLE_AT', 0.88, '{o:O} (?:has )?(?:appointed|named|elected|hired|promoted) {s:P},? (?:as |to be |to )'),
  rule(
    'EMPLOYED_BY',
    0.9,
    '{s:P},?_? (?:works?|worked|is employed|was employed|has worked|had worked|is working|was working) (?:for|at|by|with) (?:the )?{o:O}',
  ),
  rule(
    'EMPLOYED_BY',
    0.88,
    '{s:P},? (?:who )?(?:joined|left|retired from|resigned from|was hired by|was fired by|played for|plays for|signed with|signed for|writes for|teaches at|taught at|served in|coached) (?:the )?{o:O}',
  ),
  rule('EMPLOYED_BY', 0.85, '{s:P},? (?:an? )?(?:former )?(?:employee|employees|staff member|agent) (?:of|at|for) (?:the )?{o:O}'),
  rule('EMPLOYED_BY', 0.8, '{s:P} (?:of|from|with) (?:the )?{o:O}(?=[,.;:) ]|$)'),
  rule('EMPLOYED_BY', 0.85, 'employment (?:agreement|contract)[^«]{0,80}between {o:O}[^«]{0,100} and {s:P}'),
  rule('FOUNDED', 0.92, '{s:P}(?:,? and {s2:P})?,?_? (?:co-?founded|founded|established|started|set up|created) (?:the )?{o:O}'),
  rule(
    'FOUNDED',
    0.92,
    '{o:O}[^«».]{0,60} (?:founded|established|created|co-founded|set up|started)(?: in {D}| on {D})?(?: in {L})? by (?:the )?(?:[\\p{Ll}-]+ ){0,3}{s:X}(?:(?:,| and| and by) {s2:X})?',
  ),
  rule(
    'FOUNDED',
    0.9,
    '{s:P}(?:[^«».;]|«[ODL]\\d+»){0,80}?,? (?:together |along )?with [^«».;]{0,30}{s2:P},? (?:formed|founded|co-founded|established|incorporated|organi[sz]ed|started|set up) (?:the )?{o:O}',
  ),
  rule(
    'FOUNDED',
    0.9,
    '{s:P},? (?:who )?(?:formed|founded|co-founded|established|incorporated|organi[sz]ed|started|set up) (?:the )?(?:[\\p{Ll}-]+ ){0,4}{o:O}',
  ),
  rule('FOUNDED', 0.9, '{s:P} (?:co-)?founded (?:the )?(?:company|firm|business),? {o:O}'),
  rule('FOUNDED', 0.9, '{s:P} (?:co-)?founded {o:O} (?:in «D\\d+» )?with (?:(?:his|her|«P\\d+»’s) [\\p{Ll}-]+,? )?{s2:P}'),
  rule('FOUNDED', 0.9, '{o:O},? (?:which|that) {s:X} (?:had |has )?(?:founded|formed|established|started|set up|organi[sz]ed)'),
  rule('FOUNDED', 0.9, '{s:P},? (?:the |a |is the |was the |who is the |is a |was a )?(?:co-?)?founder(?: and ~)? of (?:the )?{o:O}'),
  rule('FOUNDED', 0.9, "{o:O}(?:’s|'s)? (?:co-?)?founder,? {s:P}"),
  rule(
    'MEMBER_OF',
    0.88,
    '{s:P},?_? (?:is|was|became|been|as) (?:an? )?(?:[\\p{Ll}-]+ ){0,2}(?<!managing |sole |general |founding )(?:member|fellow) of (?:the )?{o:O}',
  ),
  rule(
    'MEMBER_OF',
    0.85,
    '{s:P},? (?:an? )?(?:[\\p{L}-]+ ){0,3}(?<!managing |sole |general |founding )(?:member|politician|fellow|candidate|leader) (?:of|for|from|in) (?:the )?{o:O}',
  ),
  rule(
    'MEMBER_OF',
    0.85,
    '{s:P},? (?:was|is) an? [^«».;]{0,50}(?:member|politician|representative)[^«».;]{0,20} (?:of|for|from|representing) (?:the )?{o:O}',
  ),
  rule('MEMBER_OF', 0.85, '{s:P} \\({o:O}\\)'),
  rule('FAMILY_OF', 0.93, `{s:P}(?:’s|'s) ${age}${kin},? {o:P}`),
  rule(
    'FAMILY_OF',
    0.93,
    `{s:P},? (?:is |was |and )?(?:the |an? )?${age}${kin} (?:of|to) (?:the )?(?:[\\p{L}-]+ ){0,3}{o:P}(?:,? (?:and|&) (?:his wife,? |her husband,? )?{o2:P})?`,
  ),
  rule('FAMILY_OF', 0.92, `{s:P} ${age}${kin}s?(?:,| is| was| and)? {o:P}`),
  rule('FAMILY_OF', 0.92, `{s:P},? (?:as )?(?:[^«».;]{0,60} )?(?:to |by )?(?:his|her|my) ${age}${kin},? {o:P}`),
  rule('FAMILY_OF', 0.92, `{s:P}(?:,| and) {o:P},? (?:his|her|their) ${age}${kin}`),
  rule('FAMILY_OF', 0.9, `{s:P}(?:,| and) {o:P},? (?:as )?(?:husband and wife|wife and husband|a married couple|spouses|siblings)`),
  rule('FAMILY_OF', 0.92, "{s:P}(?: \\([^()]{0,40}\\))?,? is {o:P}(?:’s|'s) " + `${age}${kin}`),
  rule('FAMILY_OF', 0.92, `{s:P} (?:is|was) the ${age}${kin} of (?:«P\\d+»(?:’s|'s) ${age}${kin},? )?{o:P}`),
  rule('FAMILY_OF', 0.92, '{s:P} (?:am|is|was) married to {o:P}'),
  rule('FAMILY_OF', 0.9, '{s:P} (?:is |was )?survived by [^«».;]{0,30}{o:P}(?:,? and (?:their|his|her|a) [^«».;]{0,20}{o2:P})?'),
  rule('FAMILY_OF', 0.9, '{s:P}, (?:who is|who was) married to [^«».;]{0,30}{o:P}'),
  rule('FAMILY_OF', 0.93, `{s:P}(?:,| and) (?:his|her|their) ${age}${kin},? {o:P}`),
  rule('FAMILY_OF', 0.92, `(?:His|Her|«P\\d+»)_(?:his|her) ${age}${kin} (?:is|was)? ?{o:P}(?=.)(?<!{s:P})`.replace('(?<!{s:P})', '')),
  rule('FAMILY_OF', 0.92, `{s:P} ${age}${kin} (?:is|was|named|,)? ?{o:P}`),
  rule(
    'FAMILY_OF',
    0.93,
    '{s:P}_ (?:is |was |got |later |then |has been )?(?:married|marries|wed)(?: to)? (?:his |her )?(?:[\\p{L}-]+ ){0,3}{o:P}',
  ),
  rule(
    'FAMILY_OF',
    0.9,
    '{s:P} and {o:P}(?:,? who)? (?:are|were|got|have been) (?:married|divorced|siblings|brothers|sisters|twins|husband and wife)',
  ),
  rule('FAMILY_OF', 0.9, '(?:son|daughter|child|children) (?:of|to) {s:P} and (?:his wife,? )?{o:P}'),
  rule(
    'FAMILY_OF',
    0.92,
    '{s:P}_,? (?:the )?(?:[\\p{Ll}-]+ ){0,2}(?:son|daughter|child) of (?:[\\p{L}-]+ ){0,2}{o:P}(?:[^«»]{0,30} and (?:[\\p{Ll}-]+ ){0,3}{o2:P})?',
  ),
  rule('BORN_ON', 0.97, '{s:P}[^«»;]{0,40}\\((?:[^«»();]{0,40}; ?)?(?:née [^«»;,]+[;,] ?|born(?: on)?|b\\.|born as [^«»]+? on)? ?{o:D}'),
  rule('BORN_ON', 0.96, '{s:P}_ (?:was )?born(?: [\\p{Lu}][^«».]{0,40})?(?: on| in)? (?:the )?{o:D}'),
  rule('BORN_ON', 0.94, '{s:P}_ (?:was )?born (?:in|at|near) {L}(?:,? {L})*,? (?:on|in) {o:D}'),
  rule('DIED_ON', 0.96, '{s:P}[^«»;]{0,40}\\((?:born )?(?:[^«»()]{0,20})?{D}(?:,? (?:in )?{L}(?:,? {L})*)? ?[–—-] ?(?:died )?{o:D}'),
  rule('DIED_ON', 0.94, '{s:P}_ (?:died|passed away|was killed|was murdered|was executed|was assassinated)[^«».]{0,40} (?:on|in) {o:D}'),
  rule('DIED_ON', 0.92, '{s:P}_ (?:died|passed away) (?:in|at) {L}(?:,? {L})*,? (?:on|in) {o:D}'),
  rule(
    'BORN_IN',
    0.96,
    '{s:P}_ ?\\(?(?:was )?born(?: [^«».;]{0,30})?(?: on| in)? ?(?:{D})?,? ?(?:in|at|near) (?:the )?(?:[\\p{L}-]+ ){0,3}{o:L}',
  ),
  rule('BORN_IN', 0.93, '{s:P}_ a native of {o:L}'),
  rule('BORN_IN', 0.93, '[Bb]orn (?:on {D} )?(?:in|at) {o:L}(?:, {L})?,? {s:P}'),
  rule('CITIZEN_OF', 0.92, '{s:P}_ (?:is|was|being|,) (?:an? )?(?:[\\p{Ll}-]+ )?(?:citizen|national|subject) of (?:the )?{o:L}'),
  rule('CITIZEN_OF', 0.9, '{s:P},? ?(?:\\([^()]{0,80}\\))? ?(?:is|was) an? (?:[\\p{Ll}-]+ ){0,2}{o:L}(?: -|-)?(?: born)? [\\p{Ll}-]+'),
];

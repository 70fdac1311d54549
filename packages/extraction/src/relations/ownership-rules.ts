import { type RelationRule, rule } from './relation-rule.js';

const share =
  '(?:an? |the |its |all |all of the |the whole of the |the entire |the remaining )?(?:[\\d.,]+ ?(?:%|per ?cent|percent)|majority|minority|controlling|\\d+|[\\p{Ll}-]+)(?: [\\p{Ll}-]+){0,6}';
const percent = '(?:an? |the remaining )?[\\d.,]+ ?(?:%|per ?cent|percent)(?: (?:stake|interest|shareholding|holding|share))?';

/** Who owns and controls whom: stakes, sales, acquisitions in every voice. */
export const ownershipRules: readonly RelationRule[] = [
  rule(
    'OWNS',
    0.93,
    `{s:X},? (?:who |which )?(?:directly |indirectly |beneficially )?(?:holds|owns|owned|held|has|will hold|acquired|bought|purchased) ${percent} (?:of|in) (?:the )?{o:O}(?:, ${percent} (?:of|in) {o2:O}(?: \\([^()]*\\))?)?(?:,? and ${percent} (?:of|in) {o3:O})?`,
  ),
  rule(
    'OWNS',
    0.92,
    `{s:X},? (?:who |which )?(?:holds|owns|owned|held|will hold|acquired|bought|purchased) ${share} (?:stake|interest|shares?|stock|capital|share capital|equity|membership interests?|units) (?:of|in) (?:the )?{o:O}`,
  ),
  rule(
    'OWNS',
    0.92,
    '{s:X}(?:,| is| was|, who is|, as)? (?:the |a |an )?(?:[\\p{L}-]+ ){0,4}(?:owner|shareholder|stockholder|proprietor|sole member) of (?:all |[^«».;]{0,60} (?:in|of) )?(?:the )?{o:O}',
  ),
  rule(
    'OWNS',
    0.9,
    '{o:O}[^«».;]{0,40},? (?:payable to |from )?(?:its|whose) (?:[\\p{Ll}-]+ ){0,3}(?:owner|shareholder|stockholder|proprietor)(?: is)?,? {s:X}',
  ),
  rule('OWNS', 0.9, "{o:O}(?:’s|'s)? (?:[\\p{Ll}-]+ ){0,2}(?:owner|shareholder|stockholder|proprietor),? {s:X}"),
  rule(
    'OWNS',
    0.92,
    '(?:remaining )?[\\d.,]+ ?(?:%|per ?cent|percent) of (?:the )?{o:O} (?:is|was|are) (?:owned|held) by (?:the )?(?:«O\\d+» [\\p{Ll} ]{0,30})?(?:[\\p{Ll}-]+ ){0,4},? ?{s:X}',
  ),
  rule(
    'OWNS',
    0.92,
    '{o:O} (?:is|was|are) (?:wholly |majority |jointly |beneficially )?(?:owned|controlled|held) (?:and (?:operated|controlled) )?by (?:the )?(?:[\\p{Ll}-]+ ){0,3}{s:X}',
  ),
  rule('OWNS', 0.88, "{o:O} (?:is|was|are) (?:owned|controlled) by (?:«O\\d+»(?:’s|'s) )?(?:the |its )?(?:[\\p{Ll}-]+ ){1,4}, {s:X}"),
  rule('OWNS', 0.9, '{o:O}, (?:which|that) (?:was )?(?:«O\\d+» )?(?:acquired|bought|purchased) by {s:X}'),
  rule('OWNS', 0.92, '{o:O},? (?:which|that) {s:X} (?:had |has )?(?:acquired|bought|purchased|owns|owned|controls)'),
  rule(
    'OWNS',
    0.92,
    '{s:X}[^«».;]{0,60} (?:to|has agreed to|will|agreed to|would|completed its|announced the) (?:acquire|buy|purchase|take over) (?:all of |the )?(?:[\\p{Ll}-]+ ){0,3}{o:O}',
  ),
  rule('OWNS', 0.9, '(?:acquisition|purchase|takeover|buyout) of (?:all )?(?:of )?(?:the )?(?:[\\p{Ll}-]+ ){0,5}{o:O} by (?:the )?{s:X}'),
  rule('OWNS', 0.9, "{s:X}(?:’s|'s) (?:proposed |planned |pending )?(?:acquisition|purchase|takeover|buyout) of (?:the )?{o:O}"),
  rule('OWNS', 0.88, '{o:O} (?:was|were|has been) sold (?:by «[PO]\\d+» )?to (?:the )?(?:[\\p{L}-]+ ){0,3}{s:X}'),
  rule('OWNS', 0.88, '{s:P} (?:shares|interest|membership interest|stock|stake) in (?:the )?{o:O}'),
  rule(
    'OWNS',
    0.88,
    '{s:X} (?:and {s2:X} )?(?:will |each )?(?:holds?|owns?|retains?) [\\d.]+ ?(?:%|per ?cent|percent) of the (?:new |joint )?(?:company|venture|business),? {o:O}',
  ),
  rule(
    'SUBSIDIARY_OF',
    0.92,
    '{s:O}_ (?:will become|will survive as|became|becomes|is|was|to become|survived? as|operates as|remains) (?:an? )?(?:[\\p{L}-]+ ){0,3}(?:subsidiary|[Ss]ubsidiary|unit|division) of (?:the )?{o:O}',
  ),
  rule('SUBSIDIARY_OF', 0.9, "{o:O}(?:’s|'s) (?:[\\p{Ll}-]+ ){0,3}(?:arm|subsidiary|unit|division),? {s:O}"),
  rule('SUBSIDIARY_OF', 0.88, '{s:O},? (?:is )?(?:an? |the )?(?:wholly[ -]owned |indirect |direct )*[Ss]ubsidiary of {o:O}'),
];

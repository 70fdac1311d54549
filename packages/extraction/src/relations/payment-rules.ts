import { type RelationRule, rule } from './relation-rule.js';

const pays =
  '(?:shall pay|will pay|agrees to pay|agreed to pay|must pay|is to pay|may pay|paid|pays|has paid|had paid|wired|transferred|remitted|advanced|loaned|lent|reimbursed|shall reimburse|will reimburse|donated|contributed|owes|owed|sent|promises to pay)';
/** Who pays is not the one on whose behalf it is done. */
const notFor = '(?<!\\b(?:on behalf of|for the account of|represents|by|to|from) (?:the )?)';
const sum = '(?:an? [^«».;]{1,60} (?:of|in the amount of) |the (?:sum|amount|principal sum) of |a total of |approximately |about |up to )?';

/** Payments: who pays whom, and how much, in every order of the three. */
export const paymentRules: readonly RelationRule[] = [
  rule(
    'PAID',
    0.92,
    `${notFor}{s:X},?(?: [^«».;]{0,40}| [^«».;]{0,30} «[PO]\\d+»,)? ?${pays} (?:to )?(?:the )?(?:order of )?{o:X},? ?[^«».;]{0,30}?${sum}{M}`,
  ),
  rule(
    'PAYMENT_AMOUNT',
    0.92,
    `${notFor}{s:X},?(?: [^«».;]{0,40}| [^«».;]{0,30} «[PO]\\d+»,)? ?${pays} (?:to )?(?:the )?(?:order of )?«[PO]\\d+»,? ?[^«».;]{0,30}?${sum}{o:M}`,
  ),
  rule(
    'PAID',
    0.92,
    `${notFor}{s:X},? (?:[^«».;]{0,20} )?${pays} ${sum}{M}[^«».;]{0,40} to (?:the )?(?:order of )?(?:[\\p{Ll}]+ ){0,3}{o:X}`,
  ),
  rule('PAYMENT_AMOUNT', 0.92, `${notFor}{s:X},? (?:[^«».;]{0,20} )?${pays} ${sum}{o:M}(?![^«».;]{0,60} on behalf of)`),
  rule('PAID', 0.9, '{o:X}[^«».;]{0,40} (?:borrowed|has borrowed|raised|obtained|secured) {M} from {s:X}'),
  rule('PAYMENT_AMOUNT', 0.88, '(?:borrowed|has borrowed) {o:M} from {s:X}'),
  rule(
    'PAID',
    0.9,
    '{o:X}_ (?:received|will receive|is to receive|has received|accepted|will accept|collected|was paid|is owed)[^«».;]{0,40}{M}[^«».;]{0,40} (?:from|by) (?:the )?{s:X}',
  ),
  rule(
    'PAYMENT_AMOUNT',
    0.9,
    '(?:received|will receive|is to receive|has received|collected|was paid)[^«».;]{0,40}{o:M}[^«».;]{0,30} (?:from|by) (?:the )?{s:X}',
  ),
  rule(
    'PAID',
    0.88,
    '{s:X}[^«».;]{0,80} (?:acquired?|buy|bought|purchased?) [^.;]{0,60}? from (?:[\\p{Ll}]+ ){0,3},? ?{o:X},? (?:in «D\\d+» )?for {M}',
  ),
  rule(
    'PAYMENT_AMOUNT',
    0.9,
    '{s:X}[^«».;]{0,80} (?:acquires?|acquired|buy|bought|purchased?|purchases?) (?:[^«».;]{0,40})«O\\d+»(?:[^«».;]{0,40}(?:«[PO]\\d+»)?),? (?:in «D\\d+» )?for {o:M}',
  ),
  rule('PAYMENT_AMOUNT', 0.88, '(?:purchase|acquisition) of [^.;]{0,80}«O\\d+» by (?:the )?{s:X} for {o:M}'),
  rule('PAYMENT_AMOUNT', 0.88, 'sold (?:to|[^«».;]{0,40} to) (?:the )?(?:[\\p{L}-]+ ){0,3}{s:X} (?:in «D\\d+» )?for {o:M}'),
  rule('PAID', 0.88, '{o:X} (?:has )?(?:sold|agreed to sell|seeks to sell) [^«».;]{1,60} to {s:X} (?:in «D\\d+» )?for {M}'),
  rule(
    'PAYMENT_AMOUNT',
    0.9,
    '(?:payable|to be paid|paid) by (?:the )?{s:X}(?: to (?:the )?«[PO]\\d+»)? (?:is|shall be|in the amount of|of) {o:M}',
  ),
  rule('PAID', 0.9, '(?:payable|to be paid|paid) by (?:the )?{s:X} to (?:the )?{o:X} (?:is|shall be|in the amount of|of) {M}'),
];

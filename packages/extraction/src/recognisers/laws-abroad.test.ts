import { expect, test } from 'vitest';
import { findForeignLaws } from './laws-abroad.js';

const cases: readonly (readonly [text: string, found: string])[] = [
  ['under section 172 of the Companies Act 2006.', 'section 172 of the Companies Act 2006'],
  ['s. 21(2) Housing Act 1988 is', 's. 21(2) Housing Act 1988'],
  ['the Merchant Shipping (Distress Signals) Regulations 1996', 'Merchant Shipping (Distress Signals) Regulations 1996'],
  ['infringed Article 101 TFEU and', 'Article 101 TFEU'],
  ['under Art. 6(1)(f) GDPR.', 'Art. 6(1)(f) GDPR'],
  ['Regulation (EU) No 596/2014 on', 'Regulation (EU) No 596/2014'],
  ['see Council Directive 93/13/EEC,', 'Council Directive 93/13/EEC'],
  ['nach § 823 Abs. 1 BGB haftet', '§ 823 Abs. 1 BGB'],
  ['gemäß §§ 280, 281 BGB zu', '§§ 280, 281 BGB'],
  ['selon l’article 1240 du Code civil,', 'article 1240 du Code civil'],
  ['Donoghue v Stevenson [1932] AC 562, where', 'Donoghue v Stevenson [1932] AC 562'],
  ['in [2020] EWHC 123 (Ch) that', '[2020] EWHC 123 (Ch)'],
  ['R v Jordan, 2016 SCC 27, held', 'R v Jordan, 2016 SCC 27'],
  ['Case C-131/12 Google Spain', 'Case C-131/12'],
  ['Mass. Gen. Laws ch. 93A, § 9, we', 'Mass. Gen. Laws ch. 93A, § 9'],
  ['SI 2013/376, reg 4', 'SI 2013/376'],
  ['relief under CPR 3.9 was', 'CPR 3.9'],
];

test.each(cases)('finds the law of %j (P-41)', (text, found) => {
  expect(findForeignLaws(text).map(({ start, end }) => text.slice(start, end))).toEqual([found]);
});

test.each(['The Order 2019 was', 'article 5 of the lease', 'Section 7 2019', 'the 2019 ONE 12 event', 'Act 2 of the play'])(
  'finds no law in %j',
  (text) => {
    expect(findForeignLaws(text)).toEqual([]);
  },
);

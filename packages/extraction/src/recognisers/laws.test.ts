import { expect, test } from 'vitest';
import { findLaws } from './laws.js';

const cases: readonly (readonly [text: string, found: string])[] = [
  ['pursuant to 42 U.S.C. § 1983.', '42 U.S.C. § 1983'],
  ['see 17 C.F.R. § 240.10b-5 and', '17 C.F.R. § 240.10b-5'],
  ['under Federal Rule of Civil Procedure 12(b)(6).', 'Federal Rule of Civil Procedure 12(b)(6)'],
  ['See Fed. R. Civ. P. 60.', 'Fed. R. Civ. P. 60'],
  ['In Vaca v. State, 314 S.W.3d 331, 334 (Mo. banc 2010).', 'Vaca v. State, 314 S.W.3d 331, 334 (Mo. banc 2010)'],
  [
    'See Phillips v. Cty. of Allegheny, 515 F.3d 224, 228 (3d Cir. 2008).',
    'Phillips v. Cty. of Allegheny, 515 F.3d 224, 228 (3d Cir. 2008)',
  ],
  ['the Securities Exchange Act of 1934, as amended', 'Securities Exchange Act of 1934'],
  ['under Section 5 of the Securities Act, the', 'Section 5 of the Securities Act'],
  ['Cal. Civ. Code § 1542 provides', 'Cal. Civ. Code § 1542'],
  ['Regulation (EU) 2016/679 applies', 'Regulation (EU) 2016/679'],
  ['his First Amendment rights', 'First Amendment'],
];

test.each(cases)('finds the law of %j (P-41)', (text, found) => {
  expect(findLaws(text).map(({ start, end }) => text.slice(start, end))).toEqual([found]);
});

test.each(['Section 11 of this Agreement', 'First Amendment to the Lease', 'Acme v. Beta', 'They Act on it'])(
  'finds no law in %j',
  (text) => {
    expect(findLaws(text)).toEqual([]);
  },
);

import { expect, test } from 'vitest';
import { parseMarked } from '../testing/parse-marked.js';
import { findRelations } from './find-relations.js';

function read(marked: string): string[] {
  const { text, mentions } = parseMarked(marked);
  return findRelations(text, mentions)
    .map(({ subject, predicate, object }) => `${mentions[subject]?.text} ${predicate} ${mentions[object]?.text}`)
    .sort();
}

const cases: readonly (readonly [text: string, found: readonly string[]])[] = [
  ['[P Jane Roe], Chief Executive Officer of [O Acme], spoke.', ['Jane Roe HAS_ROLE_AT Acme']],
  ['[O Acme] President [P John Roe] left.', ['John Roe HAS_ROLE_AT Acme']],
  ['[P Jane Roe] works for [O Acme].', ['Jane Roe EMPLOYED_BY Acme']],
  ['[O Beta], a wholly-owned subsidiary of [O Acme], sells soap.', ['Beta SUBSIDIARY_OF Acme']],
  ['[O Acme] acquired [O Beta].', ['Acme OWNS Beta']],
  ['[O Beta] was acquired by [O Acme].', ['Acme OWNS Beta']],
  ['[P Jane Roe] founded [O Acme] in [D 1998].', ['Jane Roe FOUNDED Acme']],
  ['[O Acme] was founded in [D 1998] by [P Jane Roe].', ['Acme DATED 1998', 'Jane Roe FOUNDED Acme']],
  ['[P Jane Roe] is a member of [O the Guild].', ['Jane Roe MEMBER_OF the Guild']],
  [
    'This Agreement is made by and between [O Acme, Inc.], a [L Delaware] corporation, and [O Beta LLC].',
    ['Acme, Inc. LOCATED_IN Delaware', 'Acme, Inc. PARTY_TO_CONTRACT_WITH Beta LLC'],
  ],
  ['[O Acme] sued [O Beta] in [D 2001].', ['Acme LITIGATES_AGAINST Beta']],
  ['[P Roe] v. [O Acme], No. [I 12-345]', ['Acme PARTY_TO_CASE 12-345', 'Roe LITIGATES_AGAINST Acme', 'Roe PARTY_TO_CASE 12-345']],
  [
    '[O Acme] is represented by [P Jane Roe] of [O Roe LLP].',
    ['Acme REPRESENTED_BY Jane Roe', 'Acme REPRESENTED_BY Roe LLP', 'Jane Roe EMPLOYED_BY Roe LLP'],
  ],
  ['[P Jane Roe], counsel for [O Acme], objected.', ['Acme REPRESENTED_BY Jane Roe']],
  ['[O Acme] paid [M $5,000] to [P Jane Roe].', ['Acme PAID Jane Roe', 'Acme PAYMENT_AMOUNT $5,000']],
  ['[O Acme] shall pay [P Jane Roe] [M $5,000] a month.', ['Acme PAID Jane Roe', 'Acme PAYMENT_AMOUNT $5,000']],
  [
    '[O Acme] is headquartered in [L Boston], [L Massachusetts].',
    ['Acme LOCATED_IN Boston', 'Acme LOCATED_IN Massachusetts', 'Boston LOCATED_IN Massachusetts'],
  ],
  ['[P Jane Roe] lives in [L Boston].', ['Jane Roe LOCATED_IN Boston']],
  ["[P John Roe]'s wife, [P Jane Roe], agreed.", ['John Roe FAMILY_OF Jane Roe']],
  ['[P Jane Roe], daughter of [P Ann Poe], came.', ['Jane Roe FAMILY_OF Ann Poe']],
  ['[P Jane Roe] (born [D 3 May 1950] in [L Rome]) sang.', ['Jane Roe BORN_IN Rome', 'Jane Roe BORN_ON 3 May 1950']],
  ['[P Jane Roe] ([D 1900] – [D 1980]) sang.', ['Jane Roe BORN_ON 1900', 'Jane Roe DIED_ON 1980']],
  ['[P Jane Roe] sang. He was born in [L Rome].', ['Jane Roe BORN_IN Rome']],
  ['[P Jane Roe] is a citizen of [L France].', ['Jane Roe CITIZEN_OF France']],
  ['[P Jane Roe] <[E jane@roe.org]>', ['Jane Roe HAS_CONTACT jane@roe.org']],
  ['[P Jane Roe] [Bar No. [I 79258]]', ['Jane Roe IDENTIFIED_BY 79258']],
  ["[P Roe]'s motion for relief under [W Rule 60(b)] fails.", ['Roe CITES Rule 60(b)']],
  // Offices and employment.
  ['[P Jane Roe] was elected chairman of [O Acme].', ['Jane Roe HAS_ROLE_AT Acme']],
  ['[P Jane Roe] resigned from the Board of Directors of [O Acme].', ['Jane Roe HAS_ROLE_AT Acme']],
  ['[P Jane Roe] chairs [O Acme].', ['Jane Roe HAS_ROLE_AT Acme']],
  ['[O Acme], a barrel maker run by [P Jane Roe], closed.', ['Jane Roe HAS_ROLE_AT Acme']],
  ['[O Acme] closed. Its treasurer, [P Jane Roe], wept.', ['Jane Roe HAS_ROLE_AT Acme']],
  ["[O Acme] closed. [P Jane Roe], the company's chairman, wept.", ['Jane Roe HAS_ROLE_AT Acme']],
  ['[O Acme] hired [P Jane Roe] as a manager.', ['Jane Roe EMPLOYED_BY Acme', 'Jane Roe HAS_ROLE_AT Acme']],
  // Ownership.
  ['[P Jane Roe] holds an 18 percent stake in [O Acme].', ['Jane Roe OWNS Acme']],
  ['[O Acme] owns 100% of [O Beta], 75% of [O Gamma] and 40% of [O Delta].', ['Acme OWNS Beta', 'Acme OWNS Delta', 'Acme OWNS Gamma']],
  ['[O Beta], which [O Acme] bought from [O Gamma] in [D 2015], grew.', ['Acme OWNS Beta']],
  ['[O Beta] is controlled by [P Jane Roe].', ['Jane Roe OWNS Beta']],
  ['[O Beta] will become a wholly owned subsidiary of [O Acme].', ['Beta SUBSIDIARY_OF Acme']],
  // Payments: the payer is not the one on whose behalf it is done.
  ['[O Acme], on behalf of [O Beta], will pay [O Gamma] the sum of [M $5].', ['Acme PAID Gamma', 'Acme PAYMENT_AMOUNT $5']],
  ['[O Acme] borrowed [M $5 million] from [O First Bank].', ['First Bank PAID Acme', 'First Bank PAYMENT_AMOUNT $5 million']],
  ['[O Acme] received [M $5] from [O Beta].', ['Beta PAID Acme', 'Beta PAYMENT_AMOUNT $5']],
  // Cases and counsel.
  ['[P Jane Roe] has been sued by [O Acme].', ['Acme LITIGATES_AGAINST Jane Roe']],
  [
    '[O Acme], whose attorney is [P Jane Roe], of [O Roe LLP], objects.',
    ['Acme REPRESENTED_BY Jane Roe', 'Acme REPRESENTED_BY Roe LLP', 'Jane Roe EMPLOYED_BY Roe LLP'],
  ],
  [
    '[P Jane Roe] of [O Roe LLP], outside counsel to [O Acme], spoke.',
    ['Acme REPRESENTED_BY Jane Roe', 'Acme REPRESENTED_BY Roe LLP', 'Jane Roe EMPLOYED_BY Roe LLP'],
  ],
  // Contracts and places.
  ['[O Acme] entered into a supply agreement with [O Beta].', ['Acme PARTY_TO_CONTRACT_WITH Beta']],
  [
    'On [D May 1, 2019], [O Acme] signed an agreement with [O Beta].',
    ['Acme AGREED_ON May 1, 2019', 'Acme PARTY_TO_CONTRACT_WITH Beta', 'Beta AGREED_ON May 1, 2019'],
  ],
  [
    '[O Acme], a company organised in [L Finland], having its registered office in [L Tampere].',
    ['Acme LOCATED_IN Finland', 'Acme LOCATED_IN Tampere'],
  ],
  ['[O Acme], the [L Boston]-based brewer, grew.', ['Acme LOCATED_IN Boston']],
  // Families, by pronoun and possessive.
  ['He gave [P Ann Poe] the papers through her husband, [P John Poe].', ['Ann Poe FAMILY_OF John Poe']],
  ['I, [P John Roe], leave it to my son, [P Jim Roe].', ['John Roe FAMILY_OF Jim Roe']],
  ['[P John Roe] and [P Jane Roe], husband and wife, agree.', ['John Roe FAMILY_OF Jane Roe']],
];

test.each(cases)('reads %j (P-40)', (marked, found) => {
  expect(read(marked)).toEqual(found);
});

test.each([
  '[P Jane Roe] met [P John Poe] near [O Acme].',
  'They went to [L London], [L Paris] and [L Rome].',
  '[O Acme] did not appear. [O Beta] was there.',
  '[P Jane Roe] spoke. [O Acme] paid nobody. [M $5] was found.',
  'The [L Polish] town of [L France] Street met [L German] visitors.',
  '[O Acme] is not for sale, said [P Jane Roe], who owns a boat.',
])('reads nothing from mere company: %j', (marked) => {
  expect(read(marked)).toEqual([]);
});

test('evidence holds both mentions', () => {
  const { text, mentions } = parseMarked('Yesterday [O Acme] acquired [O Beta] for cash.');
  expect(findRelations(text, mentions).map(({ evidence }) => text.slice(evidence.start, evidence.end))).toEqual(['Acme acquired Beta']);
});

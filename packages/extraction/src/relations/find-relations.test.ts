import { expect, test } from 'vitest';
import type { ChunkMention } from '../extract-chunk.js';
import { findRelations } from './find-relations.js';

/** `[P John Roe]` marks a person; O, L, D, M, E, T, W, I the other types. */
const letters = {
  P: 'PERSON',
  O: 'ORGANIZATION',
  L: 'LOCATION',
  D: 'DATE',
  M: 'MONEY',
  E: 'EMAIL',
  T: 'PHONE',
  W: 'LAW',
  I: 'IDENTIFIER',
} as const;

export function parseMarked(marked: string): { text: string; mentions: ChunkMention[] } {
  const mentions: ChunkMention[] = [];
  let text = '';
  for (const part of marked.split(/(\[[POLDMETWI] [^\]]+\])/)) {
    const match = /^\[([POLDMETWI]) ([^\]]+)\]$/.exec(part);
    if (match === null) text += part;
    else {
      const name = match[2] ?? '';
      mentions.push({
        text: name,
        type: letters[match[1] as keyof typeof letters],
        start: text.length,
        end: text.length + name.length,
        confidence: 1,
      });
      text += name;
    }
  }
  return { text, mentions };
}

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
];

test.each(cases)('reads %j (P-40)', (marked, found) => {
  expect(read(marked)).toEqual(found);
});

test.each([
  '[P Jane Roe] met [P John Poe] near [O Acme].',
  'They went to [L London], [L Paris] and [L Rome].',
  '[O Acme] did not appear. [O Beta] was there.',
])('reads nothing from mere company: %j', (marked) => {
  expect(read(marked)).toEqual([]);
});

test('evidence holds both mentions', () => {
  const { text, mentions } = parseMarked('Yesterday [O Acme] acquired [O Beta] for cash.');
  expect(findRelations(text, mentions).map(({ evidence }) => text.slice(evidence.start, evidence.end))).toEqual(['Acme acquired Beta']);
});

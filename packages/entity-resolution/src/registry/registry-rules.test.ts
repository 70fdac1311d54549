import type { EntityDraft, Judgement, RegistryVariant } from '@tributary/contracts';
import { expect, test } from 'vitest';
import { blockingKeys } from './blocking-keys.js';
import { betterSpelling, chooseName } from './choose-name.js';
import { deriveClusters } from './derive-clusters.js';
import { idOf, linkDrafts } from './link-drafts.js';
import { scorePair } from './score-pair.js';
import { variantsOf } from './variants-of.js';

function draftOf(name: string, extra: Partial<EntityDraft> = {}): EntityDraft {
  const type = extra.type ?? (/\b(?:Inc|Ltd|LLC|Commission|Acme)\b/.test(name) ? 'ORGANIZATION' : 'PERSON');
  return { canonical_id: `${name}#${extra.mention_count ?? 1}`, name, type, aliases: [], mention_count: 1, confidence: 0.9, ...extra };
}

function variantOf(name: string, extra: Partial<RegistryVariant> = {}): RegistryVariant {
  const [{ type, key } = { type: '', key: '' }] = variantsOf(draftOf(name, extra.type ? { type: extra.type } : {}));
  const variant = { variant_id: idOf({ type, key }), type, key, discriminator: '', name };
  return { ...variant, document_count: 1, mention_count: 1, identifiers: [], contexts: [], aliases: [], ...extra };
}

/** Clusters of names, by names. */
function clustersOf(names: readonly string[], judgements: readonly Judgement[] = []): string[] {
  const drafts = names.map((name, i) => draftOf(name, { canonical_id: String(i) }));
  const linked = linkDrafts(drafts, judgements);
  return [...Map.groupBy(drafts, (draft) => linked.get(draft.canonical_id)).values()]
    .map((group) =>
      group
        .map(({ name }) => name)
        .sort()
        .join(' = '),
    )
    .sort();
}

test.each([
  ['short form', 'Robert Allen', 'Bob Allen', 'positive'],
  ['initials', 'J. Smith', 'John Smith', 'positive'],
  ['transliteration', 'Sergei Lavrov', 'Сергей Лавров', 'positive'],
  ['joined words', 'Good Will Inc', 'Goodwill Inc', 'positive'],
  ['another order', 'Rotenberg Arkadii Romanovich', 'Arkadii Romanovich Rotenberg', 'positive'],
  ['surname alone', 'Smithers', 'John Smithers', 'unsure'],
  ['generation', 'John Smith Jr.', 'John Smith Sr.', 'negative'],
  ['middle names', 'Hans O Friedrich', 'Hans Joachim Friedrich', 'negative'],
  ['legal forms', 'Acme Widgets Ltd', 'Acme Widgets LLC', 'negative'],
])('judges %s (P-51)', (_, a, b, verdict) => {
  expect(scorePair(variantOf(a), variantOf(b))?.judgement).toBe(verdict);
  expect(scorePair(variantOf(a), variantOf(b))).toEqual(scorePair(variantOf(b), variantOf(a)));
});

test.each([
  ['other people', 'John Smith', 'Mary Poe'],
  ['two given names', 'Frank Richter', 'Frederik Richter'],
  ['numbers', 'Fund 1 Inc', 'Fund 2 Inc'],
])('remembers nothing of %s (P-51)', (_, a, b) => {
  expect(scorePair(variantOf(a), variantOf(b))).toBeUndefined();
});

test('a shared address settles it, shared company lifts it (P-51)', () => {
  const [a, b] = [variantOf('Smithers'), variantOf('John Smithers')];
  expect(scorePair({ ...a, identifiers: ['js@x.org'] }, { ...b, identifiers: ['js@x.org'] })).toMatchObject({
    judgement: 'positive',
    score: 0.96,
  });
  const contexts = ['ORGANIZATION acme||', 'PERSON ann lee|||', 'PERSON carl fox|||'];
  expect(scorePair({ ...a, contexts }, { ...b, contexts })).toMatchObject({
    judgement: 'positive',
    evidence: ['surname_only', 'shared_context'],
  });
  expect(scorePair({ ...a, contexts: contexts.slice(0, 1) }, { ...b, contexts })).toMatchObject({ judgement: 'unsure' });
});

test('names that could be the same share a key, whichever arrives first (P-51)', () => {
  const pairs = [
    ['John Smith', 'J. Smith'],
    ['William Jones', 'Bill Jones'],
    ['Smith', 'John Smith'],
    ['Thomas Lindemann', 'Thomas Lindeman'],
    ['Sergei Lavrov', 'Sergej Lavrov'],
    ['Acme Widgets Inc', 'Acme Widgets'],
  ];
  const sharesKey = (a: string, b: string) => {
    const [stored, probed] = [blockingKeys(variantOf(a)).stored, blockingKeys(variantOf(b)).probed];
    return probed.some((key) => stored.includes(key));
  };
  for (const [a = '', b = ''] of pairs) expect([a, b, sharesKey(a, b), sharesKey(b, a)]).toEqual([a, b, true, true]);
});

test('full names do not meet under a common surname alone', () => {
  const [stored, probed] = [blockingKeys(variantOf('John Smith')).stored, blockingKeys(variantOf('Mary Smith')).probed];
  expect(probed.filter((key) => stored.includes(key))).toEqual([]);
});

test('clusters do not depend on the order of variants and judgements (P-51, P-53)', () => {
  const names = [
    'John A. Smith',
    'John B. Smith',
    'John Smith',
    'J. Smith',
    'Jon Smith',
    'Robert Allen',
    'Bob Allen',
    'Roberta Allen',
    'R. Allen',
    'Acme Inc',
    'Acme Ltd',
  ];
  const expected = clustersOf(names);
  for (let n = 0; n < names.length; n++) {
    const rotated = [...names.slice(n), ...names.slice(0, n)];
    expect(clustersOf(rotated)).toEqual(expected);
    expect(clustersOf(rotated.toReversed())).toEqual(expected);
  }
  expect(expected).toContain('Bob Allen = Robert Allen');
  expect(expected).toContain('John A. Smith');
});

test('an incomplete name joins the only one it fits, and none where it fits several (P-51)', () => {
  expect(clustersOf(['J. Smith', 'John Smith'])).toEqual(['J. Smith = John Smith']);
  expect(clustersOf(['J. Smith', 'John Smith', 'James Smith'])).toEqual(['J. Smith', 'James Smith', 'John Smith']);
  expect(clustersOf(['Acme Widgets', 'Acme Widgets Inc', 'Acme Widgets Ltd'])).toEqual([
    'Acme Widgets',
    'Acme Widgets Inc',
    'Acme Widgets Ltd',
  ]);
});

test('a person joins, separates and is obeyed; a separated pair is not joined through a third (P-53)', () => {
  const [twain, clemens, smith, jon] = ['Mark Twain', 'Samuel Clemens', 'John Smithson', 'Jon Smithson'].map(
    (name) => variantOf(name).variant_id,
  );
  const pair = (x = '', y = '') => (x < y ? { a: x, b: y } : { a: y, b: x });
  const join = { ...pair(twain, clemens), judgement: 'positive', score: 1, evidence: ['person'], author: 'person' } as const;
  const part = { ...pair(smith, jon), judgement: 'negative', score: 0, evidence: ['person'], author: 'person' } as const;
  const names = ['Mark Twain', 'Samuel Clemens', 'John Smithson', 'Jon Smithson'];
  expect(clustersOf(names)).toEqual(['John Smithson = Jon Smithson', 'Mark Twain', 'Samuel Clemens']);
  expect(clustersOf(names, [join, part])).toEqual(['John Smithson', 'Jon Smithson', 'Mark Twain = Samuel Clemens']);
});

test('a document that uses two names for one thing speaks for all documents (P-51)', () => {
  const sec = draftOf('Securities and Exchange Commission', { canonical_id: '1', aliases: ['SEC', 'the Commission'] });
  const linked = linkDrafts([
    sec,
    draftOf('SEC', { canonical_id: '2', type: 'ORGANIZATION' }),
    draftOf('Commission', { canonical_id: '3', type: 'ORGANIZATION' }),
  ]);
  expect(linked.get('2')).toBe(linked.get('1'));
  expect(linked.get('3')).not.toBe(linked.get('1'));
});

test('roles, kinds of places and bare given names are linked with nothing (P-51)', () => {
  for (const [name, type] of [
    ['Buyer', 'ORGANIZATION'],
    ['the Court', 'ORGANIZATION'],
    ['Party A', 'ORGANIZATION'],
    ['the City', 'LOCATION'],
    ['John', 'PERSON'],
    ['Judge', 'PERSON'],
  ] as const) {
    const linked = linkDrafts([draftOf(name, { type, canonical_id: '1' }), draftOf(name, { type, canonical_id: '2' })]);
    expect([name, new Set(linked.values()).size]).toEqual([name, 2]);
  }
});

test('defined terms and bare surnames are no names of their own elsewhere (P-51)', () => {
  const draft = draftOf('Acme Widgets Inc', { aliases: ['Company', 'Widget Maker', 'Acme Widgets'], terms: ['Company', 'Widget Maker'] });
  expect(variantsOf(draft).map(({ name }) => name)).toEqual(['Acme Widgets Inc', 'Acme Widgets']);
  expect(variantsOf(draftOf('John Smith', { aliases: ['Smith', 'Mr. Smith', 'J. Smith', 'Jon Smith'] })).map(({ name }) => name)).toEqual([
    'John Smith',
    'Jon Smith',
  ]);
});

test('equal values are one thing in a project', () => {
  const [a, b, c] = ['2020-05-01', '2020-05-01', '2020-05-02'].map((normalized, i) =>
    draftOf(`d${i}`, { type: 'DATE', normalized, canonical_id: String(i) }),
  );
  const linked = linkDrafts([a, b, c].filter((draft) => draft !== undefined));
  expect(linked.get('0')).toBe(linked.get('1'));
  expect(linked.get('2')).not.toBe(linked.get('1'));
});

test('a cluster is shown by a full name that most documents use', () => {
  const members = [variantOf('Smith', { document_count: 9 }), variantOf('John Smith', { document_count: 3 }), variantOf('Jon Smith')];
  expect(chooseName(members)).toBe('John Smith');
  expect(chooseName(members.toReversed())).toBe('John Smith');
});

test('spellings are ranked alike in any order', () => {
  expect(betterSpelling('PERSON', 'JOHN SMITH', 'John Smith')).toBe('John Smith');
  expect(betterSpelling('PERSON', 'Smith, John', 'John Smith')).toBe('John Smith');
  expect(betterSpelling('ORGANIZATION', 'Acme Inc', 'Acme, Inc.')).toBe('Acme, Inc.');
  expect(betterSpelling('ORGANIZATION', 'Acme, Inc.', 'Acme Inc')).toBe('Acme, Inc.');
});

test('no judgement, no merge', () => {
  expect(deriveClusters([variantOf('John Smith'), variantOf('Mary Poe')], [])).toHaveLength(2);
});

test('a name that a person joined is no contradiction to other forms of the first (P-53)', () => {
  const id = (name: string) => variantOf(name).variant_id;
  const [clemens, twain] = [id('Samuel Clemens'), id('Mark Twain')].sort();
  const joined: Judgement = { a: clemens ?? '', b: twain ?? '', judgement: 'positive', score: 1, evidence: ['person'], author: 'person' };
  const names = ['Samuel Clemens', 'Mark Twain', 'Samuel L. Clemens', 'Twain, Mark', 'Samuel B. Clemens'];
  expect(clustersOf(names.slice(0, 4), [joined])).toEqual(['Mark Twain = Samuel Clemens = Samuel L. Clemens = Twain, Mark']);
  // Forms that contradict each other still do.
  expect(clustersOf(names, [joined]).flatMap((cluster) => (cluster.includes('L.') && cluster.includes('B.') ? [cluster] : []))).toEqual([]);
});

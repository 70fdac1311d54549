import { expect, test } from 'vitest';
import { clusterMarked, clustersOf, marked, mentionOf } from '../testing/marked-text.js';
import { clusterMentions } from './cluster-mentions.js';

test.each([
  [
    'titles',
    '[P:Dr. John Smith] sued. [P:Mr. John Smith] won. [P:Attorney John Smith] left.',
    ['Dr. John Smith = Mr. John Smith = Attorney John Smith'],
  ],
  ['initials', '[P:John Robert Smith] met [P:J. R. Smith] and [P:J.R. Smith].', ['John Robert Smith = J. R. Smith = J.R. Smith']],
  ['surname alone', '[P:Ann Lee] came. [P:Lee] spoke; [P:Ms. Lee] left.', ['Ann Lee = Lee = Ms. Lee']],
  ['given name alone', '[P:Ann Lee] came. [P:Ann] spoke.', ['Ann Lee = Ann']],
  ['title and given name', '[P:Sir Walter Elliot] read. [P:Sir Walter] slept.', ['Sir Walter Elliot = Sir Walter']],
  ['name order', '[P:Smith, John] and [P:John Smith]', ['John Smith = Smith, John']],
  ['short forms', '[P:William Jones] is [P:Bill Jones].', ['William Jones = Bill Jones']],
  ['diacritics', '[P:Antonín Dvořák] or [P:Antonin Dvorak]', ['Antonín Dvořák = Antonin Dvorak']],
  ['transliteration', '[P:Сергей Лавров] and [P:Sergei Lavrov] and [P:Sergej Lavrov]', ['Сергей Лавров = Sergei Lavrov = Sergej Lavrov']],
  [
    'scanning errors',
    '[P:Michael Barnes] and [P:Michael Bames] and [P:Michae1 Barnes]',
    ['Michael Barnes = Michael Bames = Michae1 Barnes'],
  ],
  ['particles', '[P:Francesco De Masi] wrote. [P:De Masi] died.', ['Francesco De Masi = De Masi']],
  [
    'legal suffixes',
    '[O:Acme Widgets, Inc.] and [O:ACME WIDGETS INC] and [O:Acme Widgets]',
    ['Acme Widgets, Inc. = ACME WIDGETS INC = Acme Widgets'],
  ],
  [
    'acronym in brackets',
    'The [O:Securities and Exchange Commission] ([O:SEC]) sued; the [O:SEC] won.',
    ['Securities and Exchange Commission = SEC'],
  ],
  ['acronym of a foreign name', '[O:Norges Statsbaner] ([O:NSB]) runs trains. [O:NSB] is old.', ['Norges Statsbaner = NSB']],
  ['acronym without brackets', 'The [O:World Health Organization] met. The [O:WHO] agreed.', ['World Health Organization = WHO']],
  ['part of a name', '[O:Eton Pharmaceuticals, Inc.] paid. [O:Eton] paid again.', ['Eton Pharmaceuticals, Inc. = Eton']],
  ['another name', '[P:Samuel Clemens], better known as [P:Mark Twain], wrote.', ['Samuel Clemens = Mark Twain']],
  [
    'places',
    'In [L:the United States], [L:U.S.] and [L:USA]; [L:St. Petersburg] or [L:Saint Petersburg]',
    ['the United States = U.S. = USA', 'St. Petersburg = Saint Petersburg'],
  ],
  ['values', '[E:Ann@Acme.com] and [E:ann@acme.com]', ['Ann@Acme.com = ann@acme.com']],
])('clusters %s (P-50)', (_, source, expected) => {
  expect(clustersOf(source)).toEqual(expected);
});

test.each([
  [
    'the "Company"',
    '[O:Acme Widgets, Inc.], a Delaware corporation (the "[O:Company]"), owes. The [O:Company] pays.',
    ['Acme Widgets, Inc. = Company'],
  ],
  [
    'two parties',
    '[O:Acme Inc.] ("[O:Seller]") and [O:Beta LLC] ("[O:Buyer]"). [O:Seller] sells to [O:Buyer].',
    ['Acme Inc. = Seller', 'Beta LLC = Buyer'],
  ],
  ['a subsidiary of', '[O:Acme Inc.], a subsidiary of [O:Beta Corp.] (the "[O:Company]"), owes.', ['Acme Inc. = Company', 'Beta Corp.']],
  ['hereinafter', '[O:Valence, Inc.] (hereinafter referred to as [O:Party B]) and so [O:Party B] does.', ['Valence, Inc. = Party B']],
  [
    'a label',
    '[O:Party A]: [O:Fenyi County]\n[O:Party B]: [O:Xinyu Co., Ltd.]\n[O:Party A] supports [O:Party B].',
    ['Fenyi County = Party A', 'Xinyu Co., Ltd. = Party B'],
  ],
  ['no party in particular', '[O:Acme Inc.] and [O:Beta LLC] (each a "Party") agree.', ['Acme Inc.', 'Beta LLC']],
])('a defined term stands for what it was given to: %s (P-50)', (_, source, expected) => {
  expect(clustersOf(source)).toEqual(expected);
});

test.each([
  ['father and son', '[P:John Smith Sr.] and [P:John Smith Jr.]'],
  ['middle initials', '[P:John A. Smith] and [P:John B. Smith]'],
  ['titles of gender', '[P:Mr. Pett] and [P:Mrs. Pett]'],
  ['given names', '[P:John Smith] and [P:Joan Smith]'],
  ['legal forms', '[O:Acme Widgets Inc.] and [O:Acme Widgets Ltd.]'],
  ['numbers', '[O:Fund VIII L.P.] and [O:Fund IX L.P.]'],
  ['regions', '[L:Paris, Texas] and [L:Paris, France]'],
  ['a country and its people', '[L:Armenia] and [L:Armenian]'],
  ['types', '[P:Washington] and [L:Washington]'],
])('keeps apart two that differ in %s (P-50)', (_, source) => {
  expect(clusterMarked(source).entities).toHaveLength(2);
});

test('a surname alone means the one who is spoken of most, not a relative named once (P-50)', () => {
  const source = '[P:Jeanne Moreau] acted. [P:Jeanne Moreau] sang. Her father was [P:Anatole Moreau]. [P:Moreau] died.';
  expect(clustersOf(source)).toEqual(['Jeanne Moreau = Moreau', 'Anatole Moreau']);
});

test('terms found by other means are used too', () => {
  const { text, mentions } = marked('[O:Acme Inc.] says [O:Widgeteer] is here.');
  const [acme, term] = mentions;
  const definedTerms = [
    { term: 'Widgeteer', start: term?.start ?? 0, end: term?.end ?? 0, refers_to: { start: acme?.start ?? 0, end: acme?.end ?? 0 } },
  ];
  const { entities } = clusterMentions({ documentUuid: 'd', text, mentions, definedTerms });
  expect(entities.map(({ name, aliases }) => [name, ...aliases])).toEqual([['Acme Inc.', 'Widgeteer']]);
});

test('every mention keeps its place and gets an entity, whatever the order given (P-50)', () => {
  const { text, mentions } = marked('[P:Ann Lee] of [O:Acme Inc.] met [P:Lee] in [L:Rome] on [D:1 May 2020].');
  const forward = clusterMentions({ documentUuid: 'd', text, mentions });
  const backward = clusterMentions({ documentUuid: 'd', text, mentions: mentions.toReversed() });
  expect(backward).toEqual(forward);
  expect(forward.mentions.map(({ resolved_canonical_id: _id, ...mention }) => mention)).toEqual(mentions);
  const ids = new Set(forward.entities.map((entity) => entity.canonical_id));
  expect(forward.mentions.every((mention) => ids.has(mention.resolved_canonical_id))).toBe(true);
  expect(forward.entities.reduce((sum, entity) => sum + entity.mention_count, 0)).toBe(mentions.length);
});

test('a tagger that errs on the type of one mention of many is overruled', () => {
  expect(clustersOf('[O:Acme] [O:Acme] [O:Acme] [P:Acme] [O:Acme]')).toEqual(['Acme']);
});

test('nothing in, nothing out', () => {
  expect(clusterMarked('No name here.')).toEqual({ entities: [], mentions: [] });
});

test('clusters 20,000 mentions without comparing all with all (P-50)', () => {
  const given = ['John', 'Mary', 'Ahmed', 'Ling', 'Olga', 'Pedro', 'Anna', 'James'];
  const mentions = Array.from({ length: 20_000 }, (_, i) => {
    const surname = `Sur${String.fromCharCode(97 + (i % 26), 97 + ((i * 7) % 26), 97 + ((i * 13) % 26))}son`;
    const name = i % 4 === 0 ? surname : `${given[i % given.length]} ${surname}`;
    return mentionOf(i * 40, i % 5 === 0 ? `${surname} Holdings Inc.` : name, i % 5 === 0 ? 'ORGANIZATION' : 'PERSON');
  });
  const text = ' '.repeat(20_000 * 40);
  const { mentions: resolved } = clusterMentions({ documentUuid: 'd', text, mentions });
  expect(resolved).toHaveLength(20_000);
});

test('an e-mail address speaks for the person it is written beside, or whose name it spells (P-50)', () => {
  const { entities } = clusterMarked(
    '[P:Ann Lee] <[E:al77@acme.com]> wrote to [P:John Smith]. Answer to [E:jsmith@beta.org] or [E:info@beta.org]. [P:Carl Fox] knew.',
  );
  const identifiers = entities.filter((entity) => entity.type === 'PERSON').map(({ name, identifiers: own }) => [name, own]);
  expect(identifiers).toEqual([
    ['Ann Lee', ['al77@acme.com']],
    ['John Smith', ['jsmith@beta.org']],
    ['Carl Fox', undefined],
  ]);
});

test('an entity remembers whom it is named beside, by names that other documents share (P-51)', () => {
  const { entities } = clusterMarked('[P:Ann Lee] of [O:Acme Inc.] told the [O:Court] in [L:Rome].');
  expect(entities.map(({ name, contexts }) => [name, contexts])).toEqual([
    ['Ann Lee', ['ORGANIZATION acme|corporation|']],
    ['Acme Inc.', ['PERSON ann lee|||']],
    ['Court', undefined],
    ['Rome', undefined],
  ]);
});

test('terms of a document are marked as its own, short forms of the name are not (P-51)', () => {
  const source = '[O:Acme Widgets, Inc.] (the "[O:Company]" or "[O:Acme]" or "[O:AWI]") pays. [O:Company], [O:Acme], [O:AWI].';
  expect(clusterMarked(source).entities).toMatchObject([
    { name: 'Acme Widgets, Inc.', aliases: ['Company', 'Acme', 'AWI'], terms: ['Company'] },
  ]);
});

test('the short name of a firm that the text names in full is the firm, whatever the tagger took it for (P-50)', () => {
  const source =
    '[O:Brightwater Cold Freight, Inc.] hired [P:Ann Lee]. [L:Brightwater] owes [O:Sierra Basin Grocers, Inc.]; [P:Sierra Basin] waits. [O:Portland Paper, Inc.] is in [L:Portland].';
  expect(clustersOf(source)).toEqual([
    'Brightwater Cold Freight, Inc. = Brightwater',
    'Ann Lee',
    'Sierra Basin Grocers, Inc. = Sierra Basin',
    'Portland Paper, Inc.',
    'Portland',
  ]);
});

test('somebody who bears the name of a firm stays a person (P-50)', () => {
  const source = '[O:Halvorsen Services LLC] is run by [P:Gunnar Halvorsen]. [P:Halvorsen] signs.';
  expect(clustersOf(source)).toEqual(['Halvorsen Services LLC', 'Gunnar Halvorsen = Halvorsen']);
});

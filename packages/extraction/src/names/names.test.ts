import { expect, test } from 'vitest';
import { refineNames } from './refine-names.js';
import { isGenericName } from './role-words.js';
import { splitLines } from './split-lines.js';
import { tidySpan } from './tidy-span.js';

function rulesFind(text: string): string[] {
  return refineNames(text, []).map(({ start, end, type }) => `${type.slice(0, 3)} ${text.slice(start, end).replaceAll(/\s+/g, ' ')}`);
}

const cases: readonly (readonly [rule: string, text: string, found: readonly string[]])[] = [
  ['a role before a company', 'Defendant Willows Center, LLC answers.', ['ORG Willows Center, LLC']],
  [
    'the party after `between`',
    'by and between ACME HOLDINGS CORP. and Beta-3 Systems GmbH today',
    ['ORG ACME HOLDINGS CORP.', 'ORG Beta-3 Systems GmbH'],
  ],
  ['a firm of partners', 'of Carlson, Calladine & Peterson LLP in', ['ORG Carlson, Calladine & Peterson LLP']],
  ['digits in a name', 'with i3 Integrative Creative Solutions, LLC, having', ['ORG i3 Integrative Creative Solutions, LLC']],
  ['no company in an article and a role', 'If the Company or such Corporation shall', []],
  ['town and state before a ZIP code', '39 Drumm Street\nSan Francisco, CA 94111', ['LOC Drumm Street', 'LOC San Francisco', 'LOC CA']],
  ['courts in captions', 'UNITED STATES DISTRICT COURT\nSOUTHERN DISTRICT OF NEW YORK', ['ORG UNITED STATES DISTRICT COURT']],
  [
    'courts in sentences',
    'the United States Court of Appeals for the Ninth Circuit held',
    ['ORG United States Court of Appeals for the Ninth Circuit'],
  ],
  ['agencies', 'filed with the Securities and Exchange Commission (the “SEC”)', ['ORG Securities and Exchange Commission', 'ORG SEC']],
  ['a title before a person', 'told Ms. Maia Simone Fisher that', ['PER Maia Simone Fisher']],
  ['a signature', 'By: /s/ Thomas A. Cellucci\nTitle: CEO', ['PER Thomas A. Cellucci']],
  ['a label', 'Name: Philip Oakley\nTitle: President', ['PER Philip Oakley']],
  ['a bar number', 'JOYCE C. WANG [Bar No.: 121139]', ['PER JOYCE C. WANG']],
  ['a judge', 'PAUL A. ENGELMAYER, District Judge:', ['PER PAUL A. ENGELMAYER']],
  ['a name above its mail address', 'GENNA ELLIS BEIER\ngenna.beier@sfgov.org', ['PER GENNA ELLIS BEIER']],
  [
    'doing business as',
    'ConsumerInfo.com, Inc. dba Experian Consumer Services, Plaintiff',
    ['ORG ConsumerInfo.com, Inc.', 'ORG Experian Consumer Services'],
  ],
  ['the state as a party', 'v.\nSTATE OF MISSOURI,\nRespondent', ['ORG STATE OF MISSOURI']],
  [
    'a business without a legal form',
    'Acme Logistics handles deliveries for Cho Brothers Trucking',
    ['ORG Acme Logistics', 'ORG Cho Brothers Trucking'],
  ],
  ['no business in a heading of ordinary words', 'The Software Systems and other software', []],
  [
    'no party in a word with a hyphen that is also written small',
    'Know-How shall stay secret. Know-How may be used, and all other know-how is returned.',
    [],
  ],
  [
    'a party known by its deeds',
    'Cremer represents that it is. Nothing else binds, and Cremer shall deliver to us.',
    ['ORG Cremer', 'ORG Cremer'],
  ],
];

test.each(cases)('names by rule: %s', (_, text, found) => {
  expect(rulesFind(text)).toEqual(found);
});

test('leaves roles, headings and defined things unnamed', () => {
  expect(['Company Affiliate', 'the Court', 'Effective Date', 'Plaintiffs', 'Section 4'].map(isGenericName)).toEqual([
    true,
    true,
    true,
    true,
    true,
  ]);
  expect(['Bank of America', 'Willows Center'].map(isGenericName)).toEqual([false, false]);
});

test('tags lose roles and titles, and gain the dot of `Inc.`', () => {
  const text = 'Plaintiff Acme Widgets Inc. met Mr. John Roe.';
  const tags = [
    { start: 0, end: 26, type: 'ORG', confidence: 0.7 },
    { start: 32, end: 44, type: 'PERSON', confidence: 0.7 },
  ] as const;
  expect(refineNames(text, tags).map(({ start, end }) => text.slice(start, end))).toEqual(['Acme Widgets Inc.', 'John Roe']);
});

test('splits a tag where a short line ends, not where a page wraps', () => {
  const address = 'Mr. William Mattingly\nJackson Kelly';
  expect(splitLines(address, 4, address.length, false)).toEqual([
    { start: 4, end: 21 },
    { start: 22, end: 35 },
  ]);
  const wrapped = `${'x'.repeat(50)} Sean\nPatterson`;
  expect(splitLines(wrapped, 51, wrapped.length, false)).toEqual([{ start: 51, end: wrapped.length }]);
});

test('keeps what is inside quotes and brackets', () => {
  const text = '(“Experian”)';
  expect(tidySpan(text, 0, text.length)).toEqual({ start: 2, end: 10 });
  expect(tidySpan('— . —', 0, 5)).toBeUndefined();
});

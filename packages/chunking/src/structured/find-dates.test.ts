import { expect, test } from 'vitest';
import { maxFacts } from './facts.js';
import { findDates } from './find-dates.js';

test.each([
  ['March 3, 2021', 'en', '2021-03-03'],
  ['Sept. 30 2019', 'en', '2019-09-30'],
  ['the 17th day of May, 2017', 'en', '2017-05-17'],
  ['3rd of June, 1999', 'en', '1999-06-03'],
  ['5 August 2020', 'en', '2020-08-05'],
  ['2024-02-29', 'en', '2024-02-29'],
  ['2024-02-29T12:00', 'en', '2024-02-29'],
  ['12/31/2020', 'en', '2020-12-31'],
  ['31/12/2020', 'en', '2020-12-31'],
  ['03/04/2020', 'en', '2020-03-04'],
  ['03/04/2020', 'fr', '2020-04-03'],
  ['03/04/2020', 'und', '2020-03-04'],
  ['1/2/19', 'en', '2019-01-02'],
  ['1-2-85', 'en', '1985-01-02'],
  ['03.04.2020', 'en', '2020-04-03'],
  ['1. März 2020', 'de', '2020-03-01'],
  ['1er août 2019', 'fr', '2019-08-01'],
  ['5 de mayo de 2018', 'es', '2018-05-05'],
])('reads %j in %s as %s (P-32)', (text, language, value) => {
  expect(findDates(`On ${text}.`, language).map((date) => date.value)).toEqual([value]);
});

test.each(['February 30, 2021', '13/13/2020', '2021-13-01', '2021-00-10', 'in 2021', 'Section 1.2.3.4', '0/1/2020', 'version 10.11.12.13'])(
  '%j is no date',
  (text) => {
    expect(findDates(text, 'en')).toEqual([]);
  },
);

test('the words before a date label it (P-32)', () => {
  const text =
    'Invoice date: 2020-01-01. Due by 2020-02-01. Effective as of March 1, 2020. It expires on 4/1/2020. Filed 5/1/2020; signed on 6/1/2020. Dated 7/1/2020';
  expect(findDates(text, 'en').map(({ label }) => label)).toEqual([
    'invoice',
    'due',
    'effective',
    'expiration',
    'filed',
    'signed',
    'dated',
  ]);
});

test('the list is bounded (P-32)', () => {
  const text = 'March 3, 2021; 2020-01-01; '.repeat(maxFacts);
  expect(findDates(text, 'en')).toHaveLength(maxFacts);
});

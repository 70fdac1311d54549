import { expect, test } from 'vitest';
import { findDates } from './dates.js';

const cases: readonly (readonly [text: string, found: string, normalized: string | undefined])[] = [
  ['signed on March 3, 2020 in Rome', 'March 3, 2020', '2020-03-03'],
  ['on 13 March 1963 in', '13 March 1963', '1963-03-13'],
  ['this 8th day of May 2014, by', '8th day of May 2014', '2014-05-08'],
  ['on Thursday, May 7, 2015 he', 'Thursday, May 7, 2015', '2015-05-07'],
  ['Filed: Nov. 20, 2009', 'Nov. 20, 2009', '2009-11-20'],
  ['as of 2019-12-09.', '2019-12-09', '2019-12-09'],
  ['filed 06/22/20 in', '06/22/20', '2020-06-22'],
  ['on 31.12.2018 the', '31.12.2018', '2018-12-31'],
  ['in July 2012 he', 'July 2012', '2012-07'],
  ['on October 18 the tour', 'October 18', '--10-18'],
  ['by 15 August the', '15 August', '--08-15'],
  ['in the 1960s he', 'the 1960s', undefined],
  ['of the 18th century', 'the 18th century', undefined],
  ['summer 2009 was', 'summer 2009', '2009'],
  ['since 1992 the', '1992', '1992'],
  ['the 1991–92 season', '1991–92', '1991'],
  ['April 17–23, 2013 at', 'April 17–23, 2013', '2013-04-23'],
  ['It plays during May.', 'May', '--05'],
  ['bis zum 31. Dezember 2021 zu', '31. Dezember 2021', '2021-12-31'],
  ['le 1er février 2021, à', '1er février 2021', '2021-02-01'],
  ['a 15 de junio de 2018, ante', '15 de junio de 2018', '2018-06-15'],
  ['il 2 agosto 1999 a', '2 agosto 1999', '1999-08-02'],
  ['am 3. 5. 2019 in', '3. 5. 2019', '2019-05-03'],
  ['vom 03.10.22 an', '03.10.22', '2022-10-03'],
  ['shipped 05-Mar-2019 by', '05-Mar-2019', '2019-03-05'],
  ['on 2019/03/05 we', '2019/03/05', '2019-03-05'],
  ['契約は2020年3月5日に', '2020年3月5日', '2020-03-05'],
  ['in fiscal 2020 results', 'fiscal 2020', '2020'],
  ['for Q3 2021, up', 'Q3 2021', '2021'],
  ['guidance for FY19.', 'FY19', '2019'],
  ['throne in 35 AD. However', '35 AD', undefined],
  ['which four years later became', 'four years', 'P4Y'],
  ['after 78 years, since', '78 years', 'P78Y'],
  ['died four years before Brezhnev', 'four years', 'P4Y'],
  ['appeared four decades later', 'four decades', 'P40Y'],
  ['in force by 2060. As', '2060', '2060'],
  ['sold around September. She', 'September', '--09'],
];

test.each(cases)('finds the date of %j (P-41)', (text, found, normalized) => {
  const dates = findDates(text);
  expect(dates.map(({ start, end }) => text.slice(start, end))).toEqual([found]);
  expect(dates[0]?.normalized).toBe(normalized);
});

test.each([
  ['In 1972 – 77, he', ['1972', '77']],
  ['a number from 1972 – 15 people', ['1972']],
  ['in the late 19th and early 20th centuries', ['19th', '20th centuries']],
  ["during the 1980s and '90s they", ['the 1980s', '90s']],
])('finds both dates of %j (P-41)', (text, found) => {
  expect(findDates(text).map(({ start, end }) => text.slice(start, end))).toEqual(found);
});

test.each([
  'Section 1992 of the Act',
  'at the 2012 Summer Olympics in London',
  'a pitch of 2060 hertz',
  'The court may 3 times',
  'at 2028 E. Ben White Blvd.',
  '1500 people came',
  'Suite 2000',
  'February 30, 2020 at',
  'costs $1995',
  'May the record show',
  'within thirty (30) days of',
  'two years after the Effective Date',
  'version 2.10.12 of',
])('finds no whole date in %j', (text) => {
  expect(findDates(text).filter(({ normalized }) => normalized?.length === 10)).toEqual([]);
  expect(
    findDates(text)
      .map(({ start, end }) => text.slice(start, end))
      .filter((date) => /^\d{4}$/.test(date) && !text.startsWith('February')),
  ).toEqual([]);
});

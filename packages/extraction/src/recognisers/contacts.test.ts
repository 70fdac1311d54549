import { expect, test } from 'vitest';
import { findContacts } from './contacts.js';

const cases: readonly (readonly [text: string, found: string, type: string, normalized: string])[] = [
  ['write to Tom.Cellucci@Bravatek.com.', 'Tom.Cellucci@Bravatek.com', 'EMAIL', 'tom.cellucci@bravatek.com'],
  ['see http://www.ca2.uscourts.gov.', 'http://www.ca2.uscourts.gov', 'URL', 'ca2.uscourts.gov'],
  ['at www.example.org/a_b, or', 'www.example.org/a_b', 'URL', 'example.org/a_b'],
  ['Telephone: (415) 391-3911 is', '(415) 391-3911', 'PHONE', '4153913911'],
  ['call +44 20 7946 0958 now', '+44 20 7946 0958', 'PHONE', '+442079460958'],
  ['1-866-490-8590', '1-866-490-8590', 'PHONE', '18664908590'],
  ['Fax: 020 7946 0958', '020 7946 0958', 'PHONE', '02079460958'],
  ['Tel. +49 (0)89 / 123 45-67', '+49 (0)89 / 123 45-67', 'PHONE', '+49891234567'],
  ['call 0049 89 123456', '0049 89 123456', 'PHONE', '004989123456'],
  ['Tél. : 01 42 68 53 00', '01 42 68 53 00', 'PHONE', '0142685300'],
  ['(https://en.example.org/wiki/Foo_(bar)), see', 'https://en.example.org/wiki/Foo_(bar)', 'URL', 'en.example.org/wiki/foo_(bar)'],
  ['513-564-7036 ext. 12', '513-564-7036 ext. 12', 'PHONE', '5135647036x12'],
];

test.each(cases)('finds the contact in %j (P-41)', (text, found, type, normalized) => {
  const contacts = findContacts(text);
  expect(contacts.map((item) => [text.slice(item.start, item.end), item.type, item.normalized])).toEqual([[found, type, normalized]]);
});

test.each(['Amazon.com sells books', 'end of line.Next one', '45202-3988', 'Case 1:13-cv-04384', '12-34'])(
  'finds no contact in %j',
  (text) => {
    expect(findContacts(text)).toEqual([]);
  },
);

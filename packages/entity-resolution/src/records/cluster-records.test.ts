import { expect, test } from 'vitest';
import { clusterRecords } from './cluster-records.js';
import type { PersonRecord } from './person-record.js';

function recordOf(id: string, text: string): PersonRecord {
  const [first_name = '', surname = '', dob = '', city = '', email = ''] = text.split('|');
  return { id, first_name, surname, dob, city, email };
}

function clustersOf(...rows: readonly string[]): string[] {
  const clusters = clusterRecords(rows.map((row, i) => recordOf(String(i), row)));
  return [...Map.groupBy(clusters.keys(), (id) => clusters.get(id)).values()].map((ids) => ids.join('='));
}

test('records of one person are found through slips, gaps and exchanged names (P-51)', () => {
  expect(
    clustersOf(
      'Robert|Allen|1971-06-24|London|ra@smith.net',
      'Rob|Alen|1971-05-24||ra@smith.net',
      'Allen|Robert|1971-06-24|Lonon|',
      '||1971-06-24||ra@smith.net',
    ),
  ).toEqual(['0=1=2=3']);
});

test('people who share a name or a day stay apart (P-51)', () => {
  expect(
    clustersOf('Robert|Allen|1971-06-24|London|ra@x.net', 'Robert|Allen|1990-01-02|Hull|bob@y.org', 'Mary|Poe|1971-06-24|Leeds|mp@z.com'),
  ).toEqual(['0', '1', '2']);
});

test('the order of rows makes no difference to who belongs together', () => {
  const rows = ['Ann|Lee|1980-01-01|Rome|a@x.it', 'Anne|Lee|1980-01-01||', 'Lee|Ann|1980-01-10|Rome|a@x.it', 'Carl|Fox|1975-05-05||'];
  const names = (list: readonly string[]) => {
    const clusters = clusterRecords(list.map((row) => recordOf(row, row)));
    return [...Map.groupBy(clusters.keys(), (id) => clusters.get(id)).values()].map((ids) => ids.sort().join(' = ')).sort();
  };
  expect(names(rows.toReversed())).toEqual(names(rows));
  expect(names(rows)).toHaveLength(2);
});

test('empty rows are nobody in particular', () => {
  expect(clustersOf('||||', '||||')).toEqual(['0', '1']);
});

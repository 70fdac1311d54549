import type { NameLists } from './invented-names.js';

/** From lines `class<TAB>entry`; surnames are the common ones, towns and states of one or two words. */
export function readNameLists(lines: string): NameLists {
  const lists = new Map<string, string[]>();
  for (const line of lines.split('\n')) {
    const [name = '', entry = ''] = line.split('\t');
    const list = lists.get(name) ?? [];
    lists.set(name, list);
    if (entry.split(' ').length <= 2) list.push(entry);
  }
  const countries = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const codes =
    'US GB CA AU DE FR ES IT NL BE CH AT SE NO DK FI PL CZ HU RO GR TR RU UA CN JP KR IN PK BD ID MY SG TH VN PH AE SA IL EG NG KE ZA GH MX BR AR CL CO PE'.split(
      ' ',
    );
  return {
    surnames: lists.get('surname') ?? [],
    firstNames: lists.get('firstName') ?? [],
    towns: lists.get('town') ?? [],
    states: (lists.get('region') ?? []).filter(
      (entry) => !/\b(?:county|parish|municipio|borough|city|area|census|city and borough)$/.test(entry),
    ),
    countries: codes.map((code) => countries.of(code) ?? code),
  };
}

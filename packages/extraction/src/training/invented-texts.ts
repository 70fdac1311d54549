import type { AnnotatedSpan, AnnotatedText } from './annotated-text.js';
import { InventedNames, type NameLists } from './invented-names.js';
import { seededRandom } from './random.js';

/** `{C1}` a company, `{C1s}` its short name, `{P1l}` a person's family name, `{P1f}` the first name; `u` sets the whole in capitals. */
const slot = /\{([CPTSNFKGOUAXDMYZE])(\d)?([slfu]*)\}/g;
const types: Readonly<Record<string, string>> = {
  C: 'ORG',
  X: 'ORG',
  F: 'ORG',
  K: 'ORG',
  G: 'ORG',
  O: 'ORG',
  U: 'ORG',
  P: 'PERSON',
  T: 'LOC',
  S: 'LOC',
  N: 'LOC',
  A: 'FAC',
};
const months = 'January February March April May June July August September October November December'.split(' ');

type Value = Readonly<Record<'full' | 'short' | 'first' | 'last', string>>;

/**
 * Letters, contracts, pleadings, minutes and news with invented names: from them the tagger learns where companies stand in such texts,
 * which Wikipedia and forums do not show. Templates are blocks of lines apart by empty lines; each is filled `copies` times.
 */
export function inventTexts(templates: string, lists: NameLists, copies: number, seed: number): AnnotatedText[] {
  const random = seededRandom(seed);
  const names = new InventedNames(lists, random);
  const blocks = templates.split(/\n{2,}(?=\S)/).map((block) => block.trim());
  return blocks.flatMap((block, index) => Array.from({ length: copies }, (_, copy) => fill(`invented-${index}-${copy}`, block, names)));
}

function fill(id: string, block: string, names: InventedNames): AnnotatedText {
  const values = new Map<string, Value>();
  const spans: AnnotatedSpan[] = [];
  let text = '';
  let last = 0;
  for (const match of block.matchAll(slot)) {
    const [, kind = '', index = '', forms = ''] = match;
    let value = values.get(kind + index);
    if (value === undefined) values.set(kind + index, (value = valueOf(kind, names)));
    const plain = forms.includes('s') ? value.short : forms.includes('l') ? value.last : forms.includes('f') ? value.first : value.full;
    const name = forms.includes('u') ? plain.toUpperCase() : plain;
    text += block.slice(last, match.index);
    const type = types[kind];
    if (type !== undefined) spans.push({ start: text.length, end: text.length + name.length, type });
    text += name;
    last = match.index + match[0].length;
  }
  text += block.slice(last);
  return { id, source: 'invented', text, types: ['PERSON', 'ORG', 'LOC', 'FAC'], spans };
}

function valueOf(kind: string, names: InventedNames): Value {
  const plain = (full: string): Value => ({ full, short: full, first: full, last: full });
  switch (kind) {
    case 'C':
      return { ...plain(''), ...names.company() };
    case 'X':
      return { ...plain(''), ...names.foreignCompany() };
    case 'P': {
      const [first, last] = [names.firstName(), names.surname()];
      return { full: `${first}${names.middle()} ${last}`, short: last, first, last };
    }
    case 'T':
      return plain(names.town());
    case 'S':
      return plain(names.state());
    case 'N':
      return plain(names.country());
    case 'F':
      return plain(names.lawFirm());
    case 'K':
      return plain(names.court());
    case 'G':
      return plain(names.agency());
    case 'O':
      return plain(names.society());
    case 'U':
      return plain(names.university());
    case 'A':
      return plain(names.street());
    case 'D':
      return plain(`${names.pick(months)} ${names.number(1, 29)}, ${names.number(1985, 2024)}`);
    case 'M':
      return plain(
        names.pick([
          `$${names.number(1, 900)} million`,
          `$${names.number(1, 900)},000`,
          `€${names.number(1, 90)}.5 million`,
          `£${names.number(1, 900)},000`,
        ]),
      );
    case 'Y':
      return plain(String(names.number(1975, 2022)));
    case 'Z':
      return plain(String(names.number(10_000, 99_999)));
    default:
      return plain(`${names.firstName().toLowerCase()}@example.com`);
  }
}

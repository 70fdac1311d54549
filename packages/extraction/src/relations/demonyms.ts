import { countryNames } from './countries.js';

/** Adjectives of peoples that no rule of word formation gives from their country. */
const irregular =
  'american british english scottish welsh irish dutch french spanish swiss greek turkish danish swedish finnish polish german czech slovak norwegian european asian african australian canadian mexican brazilian argentine argentinian peruvian filipino thai iraqi israeli pakistani saudi kuwaiti yemeni afghan soviet kurdish flemish catalan basque breton scots tibetan cypriot lebanese portuguese chinese japanese vietnamese'.split(
    ' ',
  );

const names: ReadonlySet<string> = new Set([...irregular, ...languages(), ...[...countryNames()].flatMap(derived)]);

/** `Polish`, `Brazilian`: says what somebody or something is, not where. */
export function isDemonym(name: string): boolean {
  return names.has(name.toLowerCase());
}

/** Languages are called by the adjective of their people. */
function languages(): string[] {
  const display = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  return letters.flatMap((first) => letters.flatMap((second) => display.of(first + second)?.toLowerCase() ?? []));
}

function derived(country: string): string[] {
  const stem = country.replace(/[aeiouy]$/u, '');
  return [`${country}n`, `${stem}an`, `${stem}ian`, `${stem}ean`, `${country}ian`, `${stem}ese`, `${country}ese`, `${country}i`].filter(
    (form) => form !== country,
  );
}

const more = [
  'u.s.',
  'us',
  'usa',
  'u.s.a.',
  'america',
  'united states of america',
  'uk',
  'u.k.',
  'great britain',
  'britain',
  'england',
  'scotland',
  'wales',
  'soviet union',
  'ussr',
  'russia',
  'czech republic',
  'yugoslavia',
  'prc',
  'republic of china',
  'south korea',
  'north korea',
  'turkey',
  'hong kong',
  'ivory coast',
  'burma',
];

const names: ReadonlySet<string> = new Set([...countryNames(), ...more]);

/** Names of countries as Unicode CLDR gives them, and the short forms people use. */
export function isCountry(name: string): boolean {
  return names.has(name.toLowerCase().replace(/^the\s+/, ''));
}

export function countryNames(): string[] {
  const display = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  return letters.flatMap((first) =>
    letters.flatMap(
      (second) =>
        display
          .of(first + second)
          ?.toLowerCase()
          .replace(/ sar china$/, '') ?? [],
    ),
  );
}

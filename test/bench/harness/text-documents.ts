import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const givenNames = [
  'Anna',
  'Boris',
  'Chandra',
  'Dmitri',
  'Elena',
  'Farid',
  'Grace',
  'Hiroshi',
  'Ines',
  'Jonas',
  'Keiko',
  'Liam',
  'Mara',
  'Noor',
];
const familyNames = [
  'Abara',
  'Bergström',
  'Castell',
  'Dorsey',
  'Engel',
  'Fontaine',
  'Greer',
  'Hollis',
  'Ibarra',
  'Jansen',
  'Kowal',
  'Lind',
  'Moreau',
];
const companies = [
  'Alder',
  'Birchfield',
  'Coppermill',
  'Dunmore',
  'Eastgate',
  'Fairhaven',
  'Granite',
  'Harbor',
  'Ironwood',
  'Juniper',
  'Kestrel',
];
const places = ['Portland', 'Salem', 'Reno', 'Sparks', 'Boise', 'Tacoma', 'Eugene', 'Spokane', 'Fresno', 'Tulsa', 'Omaha'];

/** What the samples call people, companies and places, and what a document calls them instead. */
const roles: readonly (readonly [RegExp, (pick: Picker) => string])[] = [
  [
    /Priya Raman|Marcus Bell|Margaret Ellison|Henrik Lindqvist|Tom Okafor|Luis Ferreira/g,
    (pick) => `${pick(givenNames)} ${pick(familyNames)}`,
  ],
  [/Raman|Bell|Ellison|Lindqvist|Okafor|Ferreira|Whitcombe|Benyamin|Halvorsen/g, (pick) => pick(familyNames)],
  [
    /Larkfield Creamery Cooperative|Brightwater Cold Freight|Sierra Basin Grocers|Tamarack Mutual/g,
    (pick) => `${pick(companies)} ${pick(companies)}`,
  ],
  [/Larkfield|Brightwater|Sierra Basin|Tamarack|Whitcombe & Sato/g, (pick) => pick(companies)],
  [/Portland|Salem|Reno|Sparks/g, (pick) => pick(places)],
];

type Picker = <T>(from: readonly T[]) => T;

/**
 * Text documents about `bytes` long that read like the samples: their sentences with other names, dates and amounts. The same number gives the same text; two
 * numbers share no paragraph, so that nothing is remembered from one to the next.
 */
export function textDocuments(root: string): (number: number, bytes: number) => string {
  const sentences = sentencesOf(root);
  return (number, bytes) => {
    const pick = pickerOf(number);
    let text = `Memorandum ${number}\n\n`;
    while (text.length < bytes) {
      const paragraph = Array.from({ length: 5 }, () => variant(pick(sentences), pick)).join(' ');
      text += `${paragraph}\n\n`;
    }
    return text;
  };
}

function sentencesOf(root: string): string[] {
  const files = ['4-declaration-of-priya-raman.txt', '5-news-on-the-recall.html', '7-settlement-conference.md'];
  const text = files.map((name) => readFileSync(join(root, 'samples', name), 'utf8').replaceAll(/<[^>]+>/g, ' ')).join('\n\n');
  const flowing = text.replaceAll(/\s+/g, ' ').split(/(?<=[a-z)]\.) (?=[A-Z\d])/);
  return flowing
    .map((sentence) => sentence.replace(/^\d+\. /, '').trim())
    .filter((sentence) => sentence.length > 30 && sentence.length < 400);
}

function variant(sentence: string, pick: Picker): string {
  const digits = Array.from({ length: 9 }, (_, index) => index + 1);
  const named = roles.reduce((text, [pattern, name]) => text.replaceAll(pattern, () => name(pick)), sentence);
  return named.replaceAll(/[1-9]/g, () => String(pick(digits)));
}

/** Draws by a linear congruential generator (Numerical Recipes' constants). */
function pickerOf(seed: number): Picker {
  let state = (seed * 2_654_435_761) % 2 ** 32;
  return (from) => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return from[Math.floor((state / 2 ** 32) * from.length)] as (typeof from)[number];
  };
}

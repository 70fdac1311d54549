import { PatternSieve } from '../patterns/pattern-sieve.js';
import type { NameCandidate } from './candidate.js';
import { hasWord } from './has-word.js';
import { isGenericName } from './role-words.js';

/** Words that only a party of the contract does: it shall, it represents, it agrees. */
const deeds =
  "(?:[’']s)?\\s(?:shall|represents|warrants|agrees|hereby|acknowledges|covenants|undertakes|indemnif|may|will|does not|has the right|grants|agreed|owns|desires|wishes|and its (?:affiliates|subsidiaries|successors))\\b";
const capitalWord = '(?<![\\p{L}\\p{N}@/.-])(?<name>\\p{Lu}[\\p{L}\\p{N}&-]{2,})(?![\\p{L}\\p{N}@]|\\.\\p{L})';
const anyName = new RegExp(capitalWord, 'gu');
const doer = new RegExp(`${capitalWord}(?=${deeds})`, 'gu');
const sieve = new PatternSieve([doer]);
const fewestDeeds = 2;
const ordinary =
  /^(?:The|This|That|These|Those|Each|Any|All|No|Neither|Either|Both|Such|Nothing|If|It|They|We|You|He|She|There|Which|Who|What|And|Or|But|In|On|At|For|As|So|One|Two|Three|Each|Every|Some|Other|Others|Parties|May|Will|March|Notwithstanding|Executive|User|Users|Members|Optionee|Participant|Purchasers?|Subscribers?|Staff)$/i;

/** Short names of parties that a contract uses without ever spelling them out on this page: `Cremer shall …`, `Cremer warrants …`. */
export function findParties(text: string): NameCandidate[] {
  const done = new Map<string, number>();
  if (sieve.over(text)(doer)) for (const { groups } of text.matchAll(doer)) done.set(nameIn(groups), (done.get(nameIn(groups)) ?? 0) + 1);
  const parties = new Map<string, number[]>();
  for (const [name, deedCount] of done) if (deedCount >= fewestDeeds && !ordinary.test(name) && !isGenericName(name)) parties.set(name, []);
  if (parties.size === 0) return [];
  for (const { index, groups } of text.matchAll(anyName)) parties.get(nameIn(groups))?.push(index);
  const found: NameCandidate[] = [];
  for (const [name, places] of parties) {
    if (isOrdinary(name, places, text)) continue;
    for (const start of places) found.push({ start, end: start + name.length, type: 'ORGANIZATION', confidence: 0.82 });
  }
  return found;
}

function nameIn(groups: Readonly<Record<string, string>> | undefined): string {
  return groups?.['name'] ?? '';
}

/** A role takes an article somewhere, an ordinary word is written small somewhere, a person has a first name. */
function isOrdinary(name: string, places: readonly number[], text: string): boolean {
  if (hasWord(text, name.toLowerCase())) return true;
  return places.some(
    (start) =>
      /(?:\b(?:[Tt]he|[Aa]n?|[Ss]uch|[Ee]ach|[Aa]ny|[Tt]his|our|Mr|Ms|Mrs|Dr)\.?|\p{Lu}\p{Ll}+|\p{Lu}\.)\s["“]?$/u.test(
        text.slice(Math.max(0, start - 24), start),
      ) && !/[.;:]\s$/.test(text.slice(Math.max(0, start - 2), start)),
  );
}

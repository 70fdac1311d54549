import type { ChunkMention } from '../extract-chunk.js';
import type { Alias } from './aliases.js';

/** An alias where it stands. */
export type FoundAlias = ChunkMention & { readonly isDefined: boolean };

const word = /[\p{L}\p{N}]+/gu;

/** Every place where an alias stands in the text, the longest one at each place; one walk over the text, however many aliases. */
export function findAliases(text: string, aliases: ReadonlyMap<string, Alias>): FoundAlias[] {
  const openings = openingsOf(aliases.values());
  const found: FoundAlias[] = [];
  let until = 0;
  for (const [{ 0: first, index: start }, second] of pairs(text.matchAll(word))) {
    const opening = start < until ? undefined : openings.get(first);
    if (opening === undefined) continue;
    for (const alias of opening.withSecond.get(second?.[0] ?? '') ?? opening.alone) {
      const end = matchEnd(text, start, alias.text);
      if (end === undefined || !standsAlone(text, start, end, alias)) continue;
      const { type, confidence, isDefined = false } = alias;
      found.push({ text: text.slice(start, end), type, start, end, confidence, isDefined });
      until = end;
      break;
    }
  }
  return found;
}

/** Aliases that begin with the same word, the longest first. */
interface Opening {
  /** Those of this one word. */
  readonly alone: Alias[];
  /** By their second word, together with those that have none. */
  readonly withSecond: Map<string, Alias[]>;
}

/** A large document has thousands of names with the same first word: the second one leaves a handful. */
function openingsOf(aliases: Iterable<Alias>): ReadonlyMap<string, Opening> {
  const openings = new Map<string, Opening>();
  for (const alias of aliases) {
    const [first, second] = alias.text.match(word) ?? [];
    if (first === undefined || !alias.text.startsWith(first)) continue;
    const opening = openings.get(first) ?? { alone: [], withSecond: new Map<string, Alias[]>() };
    openings.set(first, opening);
    const group = second === undefined ? opening.alone : (opening.withSecond.get(second) ?? []);
    group.push(alias);
    if (second !== undefined) opening.withSecond.set(second, group);
  }
  const longestFirst = (a: Alias, b: Alias) => b.text.length - a.text.length;
  for (const { alone, withSecond } of openings.values()) {
    alone.sort(longestFirst);
    for (const [second, group] of withSecond) withSecond.set(second, [...group, ...alone].sort(longestFirst));
  }
  return openings;
}

/** Each item with the one behind it. */
function* pairs<Item>(items: Iterable<Item>): Generator<readonly [Item, Item | undefined]> {
  let before: Item | undefined;
  for (const item of items) {
    if (before !== undefined) yield [before, item];
    before = item;
  }
  if (before !== undefined) yield [before, undefined];
}

/** Where the alias ends when it stands at `start`; any white space matches a blank. */
function matchEnd(text: string, start: number, alias: string): number | undefined {
  const end = text.startsWith(alias, start) ? start + alias.length : alias.includes(' ') ? spacedEnd(text, start, alias) : undefined;
  return end === undefined || /[\p{L}\p{N}]/u.test(text[end] ?? ' ') ? undefined : end;
}

function spacedEnd(text: string, start: number, alias: string): number | undefined {
  let at = start;
  for (let index = 0; index < alias.length; index++) {
    if (alias[index] === ' ') {
      const from = at;
      while (at < text.length && /\s/.test(text[at] ?? '')) at++;
      if (at === from || at - from > 4) return undefined;
    } else if (text[at++] !== alias[index]) return undefined;
  }
  return at;
}

/** A single word must not be a part of another name: `Jackson` in `Jackson Street` or `Mary Jackson-Smith`. */
function standsAlone(text: string, start: number, end: number, alias: Alias): boolean {
  if (/[@]|\.\p{L}/u.test(text.slice(end, end + 2)) || /[@/\\]$|\p{L}[.’'-]$/u.test(text.slice(Math.max(0, start - 2), start)))
    return false;
  if (alias.text.includes(' ') || alias.confidence > 0.93) return true;
  if (
    /^(?:-| (?:\p{Lu}\p{L}+|&))/u.test(text.slice(end, end + 12)) &&
    !/^ (?:Inc|LLC|and|The|In|On|Dec|Compl|Ex|Aff|Tr|Dep|Decl)\b/u.test(text.slice(end))
  )
    return false;
  return (
    !/(?:\p{Lu}\p{Ll}+|\p{Lu}\.|&)[ -]$/u.test(text.slice(Math.max(0, start - 20), start)) ||
    /(?:Mr|Ms|Mrs|Dr|Plaintiff|Defendant|Defendants|Plaintiffs|Petitioner|Respondent|Appellant|Appellee|Judge|Justice|Then|Thus|Also|Later|Now|However|Although|Since|Before|Until|Here|There|Yet|So|Dear|Hi|When|While|After|Because|If|The|That|But|And|In|On|As|For|See|With|By|To|From)\.? $/u.test(
      text.slice(Math.max(0, start - 20), start),
    )
  );
}

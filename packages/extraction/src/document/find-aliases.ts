import type { ChunkMention } from '../extract-chunk.js';
import type { Alias } from './aliases.js';

/** An alias where it stands. */
export type FoundAlias = ChunkMention & { readonly isDefined: boolean };

const wordStart = /[\p{L}\p{N}]+/gu;

/** Every place where an alias stands in the text, the longest one at each place; one walk over the text, however many aliases. */
export function findAliases(text: string, aliases: ReadonlyMap<string, Alias>): FoundAlias[] {
  const byFirst = new Map<string, Alias[]>();
  for (const alias of aliases.values()) {
    const first = /[\p{L}\p{N}]+/u.exec(alias.text)?.[0];
    if (first === undefined || !alias.text.startsWith(first)) continue;
    const group = byFirst.get(first);
    if (group === undefined) byFirst.set(first, [alias]);
    else group.push(alias);
  }
  for (const group of byFirst.values()) group.sort((a, b) => b.text.length - a.text.length);
  const found: FoundAlias[] = [];
  let until = 0;
  for (const match of text.matchAll(wordStart)) {
    const group = match.index < until ? undefined : byFirst.get(match[0]);
    if (group === undefined) continue;
    for (const alias of group) {
      const end = matchEnd(text, match.index, alias.text);
      if (end === undefined || !standsAlone(text, match.index, end, alias)) continue;
      found.push({
        text: text.slice(match.index, end),
        type: alias.type,
        start: match.index,
        end,
        confidence: alias.confidence,
        isDefined: alias.isDefined === true,
      });
      until = end;
      break;
    }
  }
  return found;
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

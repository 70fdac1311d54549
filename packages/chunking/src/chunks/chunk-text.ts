import { type Chunk, type CleanedText, deriveUuid } from '@tributary/contracts';
import { type ChunkingSettings, checkSettings } from './chunking-settings.js';
import { headingTrail } from './heading-trail.js';
import { breakStrength, type TextAtom, textAtoms } from './text-atoms.js';

/**
 * Cuts cleaned text into chunks (P-31) that together hold every character that is not blank. Each ends at the best place between
 * `minTokens` and `maxTokens`: before a heading rather than a paragraph, before a paragraph rather than a sentence. Tables that fit into
 * a chunk are never cut. Same text, settings and document: same chunks, same ids. Linear; holds one chunk's sentences at a time.
 */
export function chunkText(cleaned: CleanedText, settings: ChunkingSettings, documentUuid: string): Chunk[] {
  checkSettings(settings);
  const chunks: Chunk[] = [];
  const trail = headingTrail(cleaned.text);
  const page = pageFinder(cleaned);
  for (const { fresh, all } of packAtoms(textAtoms(cleaned, settings.maxTokens), settings)) {
    const start = (all[0] as TextAtom).start;
    const end = (all.at(-1) as TextAtom).end;
    const headingPath = trail.before(fresh[0] as TextAtom);
    for (const atom of fresh) trail.pass(atom);
    chunks.push({
      chunk_uuid: deriveUuid('chunk', documentUuid, cleaned.text.slice(start, end), chunks.length),
      index: chunks.length,
      start,
      end,
      page_start: page(start),
      page_end: page(end - 1),
      heading_path: headingPath,
      token_count: sizeOf(all),
    });
  }
  return chunks;
}

/** A chunk's atoms: `all` with the overlap repeated from the chunk before, `fresh` without. */
interface Pack {
  readonly fresh: readonly TextAtom[];
  readonly all: readonly TextAtom[];
}

function* packAtoms(atoms: Iterable<TextAtom>, { minTokens, maxTokens, overlapTokens }: ChunkingSettings): Generator<Pack> {
  let overlap: readonly TextAtom[] = [];
  let window: TextAtom[] = [];
  let tokens = 0;
  for (const atom of atoms) {
    while (tokens > 0 && tokens + sizeOf(overlap) + atom.tokens > maxTokens) {
      // The overlap gives way to an atom that fits only alone.
      const cut = bestCut(window, atom, minTokens - sizeOf(overlap));
      const fresh = window.slice(0, cut);
      yield { fresh, all: [...overlap, ...fresh] };
      window = window.slice(cut);
      tokens = sizeOf(window);
      overlap = overlapOf(fresh, overlapTokens);
    }
    if (tokens === 0 && sizeOf(overlap) + atom.tokens > maxTokens) overlap = [];
    window.push(atom);
    tokens += atom.tokens;
  }
  if (window.length > 0) yield { fresh: window, all: [...overlap, ...window] };
}

/** How many atoms of the window go into the chunk: up to the strongest break that leaves at least `minTokens`, the later of equals. */
function bestCut(window: readonly TextAtom[], following: TextAtom, minTokens: number): number {
  let best = window.length;
  let strongest = following.strength - (isHeading(window.at(-1)) ? breakStrength.heading : 0);
  let tokens = sizeOf(window);
  for (let at = window.length - 1; at > 0; at--) {
    tokens -= (window[at] as TextAtom).tokens;
    if (tokens < minTokens) break;
    // A heading must not be the last thing in a chunk.
    const strength = (window[at] as TextAtom).strength - (isHeading(window[at - 1]) ? breakStrength.heading : 0);
    if (strength > strongest) {
      strongest = strength;
      best = at;
    }
  }
  return best;
}

function isHeading(atom: TextAtom | undefined): boolean {
  return atom?.level !== undefined;
}

function overlapOf(fresh: readonly TextAtom[], overlapTokens: number): readonly TextAtom[] {
  let tokens = 0;
  let at = fresh.length;
  while (at > 1 && tokens + (fresh[at - 1] as TextAtom).tokens <= overlapTokens) {
    at -= 1;
    tokens += (fresh[at] as TextAtom).tokens;
  }
  return fresh.slice(at);
}

function sizeOf(atoms: readonly TextAtom[]): number {
  return atoms.reduce((sum, { tokens }) => sum + tokens, 0);
}

/** The page of an offset; offsets are asked in about ascending order. */
function pageFinder({ pages }: CleanedText): (offset: number) => number {
  let at = 0;
  return (offset) => {
    while (at > 0 && (pages[at] as { start: number }).start > offset) at -= 1;
    while (at + 1 < pages.length && (pages[at] as { end: number }).end <= offset) at += 1;
    return pages[at]?.number ?? 1;
  };
}

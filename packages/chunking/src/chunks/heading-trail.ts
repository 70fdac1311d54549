import type { TextAtom } from './text-atoms.js';

/** Longest heading kept in a path; a longer one is cut. */
const maxHeading = 120;

interface HeadingTrail {
  /** The headings an atom stands under, outermost first; a heading stands under itself. */
  before(atom: TextAtom): readonly string[];
  /** Takes note of an atom that has been read. */
  pass(atom: TextAtom): void;
}

/** Follows headings through the text: one of level n closes all of its level and below. */
export function headingTrail(text: string): HeadingTrail {
  let open: readonly { readonly level: number; readonly title: string }[] = [];
  const after = (atom: TextAtom) => {
    const { level } = atom;
    if (level === undefined) return open;
    const title = text
      .slice(atom.start, atom.end)
      .replace(/^#{1,6} /, '')
      .replace(/\s+/g, ' ')
      .slice(0, maxHeading);
    return [...open.filter((heading) => heading.level < level), { level, title }];
  };
  return {
    before: (atom) => after(atom).map(({ title }) => title),
    pass: (atom) => {
      open = after(atom);
    },
  };
}

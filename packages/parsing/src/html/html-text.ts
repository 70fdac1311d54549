import type { TextBlock } from '@tributary/contracts';
import { Parser } from 'htmlparser2';
import { ParseFailure } from '../parse-failure.js';
import { HtmlWriter } from './html-writer.js';

export interface HtmlText {
  readonly text: string;
  readonly blocks: readonly TextBlock[];
  readonly title: string | undefined;
  readonly language: string | undefined;
  /** Characters of menus, banners and the like that were left out. */
  readonly leftOut: number;
}

export interface HtmlOptions {
  /** Leave out menus, banners and footers, as long as enough is left. Mails keep everything. */
  readonly contentOnly: boolean;
  readonly maxCharacters: number;
}

/** If less of the page than this is left, what looked like its surroundings was its content. */
const leastContent = 0.25;

/** Text of a page as a person would read it: headings, lists, tables and quotes kept, scripts and hidden parts not. */
export function htmlText(html: string, options: HtmlOptions): HtmlText {
  const result = write(html, options);
  if (!options.contentOnly || result.leftOut === 0) return result;
  const enough = result.text.length >= leastContent * (result.text.length + result.leftOut);
  return enough ? result : write(html, { ...options, contentOnly: false });
}

/** Elements open at once. Unclosed tags of bad markup reach thousands; the tokenizer slows down with the square of it. */
const mostOpen = 10_000;

/** The tokenizer keeps no tree, so memory stays near the size of the text. */
function write(html: string, { contentOnly, maxCharacters }: HtmlOptions): HtmlText {
  const writer = new HtmlWriter(contentOnly);
  let depth = 0;
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        depth += 1;
        if (depth > mostOpen) throw new ParseFailure('nesting_too_deep', `the page has more than ${mostOpen} elements inside each other`);
        writer.open(name, attributes);
      },
      ontext: (text) => {
        writer.text(text);
        if (writer.size > maxCharacters) throw new ParseFailure('too_large', `the page has more than ${maxCharacters} characters`);
      },
      onclosetag: (name) => {
        depth -= 1;
        writer.close(name);
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.write(html);
  parser.end();
  return writer.finish();
}

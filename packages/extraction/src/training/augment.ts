import type { AnnotatedSpan, AnnotatedText } from './annotated-text.js';

/** Share of the texts that are broken into lines like a printed page, and of the sentences set in capitals like a heading. */
const wrappedTexts = 0.35;
const capitalSentences = 0.05;
const titles = /^(?:Mr|Mrs|Ms|Miss|Dr|Sir|Captain|Judge|General|King|Lord|Lady|President|Senator|Prof)\.?\s+(?=\p{Lu})/u;

/**
 * Makes the training texts look more like scanned and legal ones: lines broken in the middle of names, headings in capitals.
 * Lengths stay as they are, so that offsets stay true. Titles are taken out of names where a set (LitBank) puts them in.
 */
export function augment(row: AnnotatedText, random: () => number): AnnotatedText {
  const spans = row.spans.map((span) => withoutTitle(row.text, span));
  if (row.weak === true) return { ...row, spans };
  const capitals = setInCapitals(row.text, random);
  return { ...row, spans, text: random() < wrappedTexts ? wrap(capitals, 50 + Math.floor(random() * 60)) : capitals };
}

function withoutTitle(text: string, span: AnnotatedSpan): AnnotatedSpan {
  if (span.type !== 'PERSON') return span;
  const title = titles.exec(text.slice(span.start, span.end));
  return title === null ? span : { ...span, start: span.start + title[0].length };
}

function setInCapitals(text: string, random: () => number): string {
  return text.replaceAll(/[^.!?\n]{12,160}(?:[.!?](?=\s)|$)/g, (sentence) => {
    if (random() >= capitalSentences) return sentence;
    const upper = sentence.toUpperCase();
    return upper.length === sentence.length ? upper.replace(/^ /, '\n') : sentence;
  });
}

function wrap(text: string, width: number): string {
  let column = 0;
  return text.replaceAll(/[ \n]|[^ \n]+/g, (part) => {
    if (part === '\n') column = 0;
    else column += part.length;
    if (part !== ' ' || column <= width) return part;
    column = 0;
    return '\n';
  });
}

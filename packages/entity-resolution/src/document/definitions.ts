import type { Mention } from '@tributary/contracts';
import { foldTokens } from '../names/fold-text.js';
import { isValueType } from '../names/name-key.js';
import { acronymFits, isAcronym, parseOrganizationName } from '../names/organization-name.js';

/** A short name that the text itself gives to a mention: `Acme Widgets, Inc. (the "Company")`. */
export interface Definition {
  /** Folded, without article. */
  readonly term: string;
  /** Where the term stands in the text. */
  readonly at: number;
  /** Index of the mention it stands for. */
  readonly target: number;
}

/** Characters between a name and the bracket that defines it: an address and a legal form fit, a paragraph does not. */
const reach = 500;
const phrase =
  /\(([^()]{1,200})\)|\b(?:hereinafter|hereafter|herein)\s+(?:collectively\s+)?(?:referred\s+to\s+(?:as\s+)?|called\s+|known\s+as\s+)?(?:the\s+)?["“]?(\p{Lu}[\p{L}\p{N}&.' -]{0,40}?)(?=["”),;.]|\s+(?:and|which|who)\b)/gu;
const calledPlainly = /(?:referred\s+to\s+as|called|known\s+as|hereinafter)\s+(?:the\s+)?(\p{Lu}[\p{L}\p{N}&.' -]{0,40})\s*$/u;
const role =
  /^(?:(?:first|second|third) party|party [a-d1-4]|buyer|seller|vendor|purchaser|supplier|licensor|licensee|lessor|lessee|landlord|tenant|borrower|lender|company|client|customer|contractor|subcontractor|plaintiff|defendant|petitioner|respondent|appellant|appellee|employer|employee|consultant|agent|distributor|manufacturer|owner|operator|insured|insurer|provider|recipient|guarantor|assignor|assignee|trustee|issuer)s?$/;
const quoted = /["“”«„]\s*([^"“”«»„]{1,60}?)\s*["“”»]/g;
/** Terms that name several parties together, or none. */
const collective =
  /^(?:party|parties|agreement|contract|plan|act|affiliates?|subsidiar(?:y|ies)|services?|products?|effective date|term|territory|collectively)$/;

/** Finds the terms a text defines for its names, in order. `mentions` sorted by start. */
export function findDefinitions(text: string, mentions: readonly Mention[]): Definition[] {
  const found: Definition[] = labelled(text, mentions);
  let previousEnd = 0;
  for (const { start, end, terms } of definingPhrases(text)) {
    const before = candidatesBefore(text, mentions, start, Math.max(previousEnd, start - reach));
    for (const term of terms) {
      const target = choose(before, term, text, start, mentions);
      if (target !== undefined) found.push({ term: term.folded, at: start, target });
    }
    // `Fonterra (USA) Inc.` defines nothing and hides nothing.
    if (before.length > 0 && terms.some((term) => !term.bare)) previousEnd = end;
  }
  return found.sort((a, b) => a.at - b.at);
}

interface Term {
  readonly folded: string;
  readonly bare: boolean;
  readonly raw: string;
}

function* definingPhrases(text: string): Generator<{ start: number; end: number; terms: Term[] }> {
  for (const match of text.matchAll(phrase)) {
    const terms = termsIn(match[1] ?? match[2] ?? '', match[2] !== undefined);
    if (terms.length > 0) yield { start: match.index, end: match.index + match[0].length, terms };
  }
}

function termsIn(content: string, outside: boolean): Term[] {
  if (/^\s*(?:each|both|collectively|together|either|any)\b/i.test(content)) return [];
  const quotes = [...content.matchAll(quoted)].map((match) => match[1] ?? '');
  const plain = outside ? content : (calledPlainly.exec(content)?.[1] ?? '');
  const acronym = isAcronym(content.trim()) ? [{ raw: content.trim(), bare: true }] : [];
  const named = [...quotes, ...(quotes.length === 0 && plain !== '' ? [plain] : [])].map((raw) => ({ raw, bare: false }));
  return (named.length > 0 ? named : acronym)
    .map((term) => ({ ...term, folded: foldTerm(term.raw) }))
    .filter((term) => term.folded !== '' && !collective.test(term.folded) && /^[\p{Lu}\p{N}]/u.test(term.raw.replace(/^the\s+/i, '')));
}

/** `Party A: Acme Ltd.`, `Buyer: …`: a role, a colon and a name. */
function labelled(text: string, mentions: readonly Mention[]): Definition[] {
  return mentions.flatMap((mention, i): Definition[] => {
    const next = mentions[i + 1];
    const term = foldTerm(mention.text);
    if (!next || isValueType(next.type) || !role.test(term) || !/^\s*[:：]\s*$/.test(text.slice(mention.end, next.start))) return [];
    return role.test(foldTerm(next.text)) ? [] : [{ term, at: mention.start, target: i + 1 }];
  });
}

/** A mention's text as a term: folded, without article. */
export function foldTerm(text: string): string {
  const words = foldTokens(text);
  return (words.length > 1 && words[0] === 'the' ? words.slice(1) : words).join(' ');
}

/** Mentions between the last definition (or sentence) and the bracket, nearest last. */
function candidatesBefore(text: string, mentions: readonly Mention[], start: number, from: number): number[] {
  const found: number[] = [];
  for (let i = lastBefore(mentions, start); i >= 0; i--) {
    const mention = mentions[i];
    if (!mention || mention.start < from) break;
    if (/\n\s*\n|[.;!?]["”]?\s+\p{Lu}(?!\w*\.)/u.test(stripForms(text.slice(mention.end, start)))) break;
    if (!isValueType(mention.type) && mention.end <= start) found.unshift(i);
  }
  return found;
}

function choose(before: readonly number[], term: Term, text: string, start: number, mentions: readonly Mention[]): number | undefined {
  const fits = (i: number) => sharesLetters(mentions[i]?.text ?? '', term.folded);
  const adjacent = before.at(-1);
  if (term.bare) return adjacent !== undefined && start - (mentions[adjacent]?.end ?? 0) <= 2 && fits(adjacent) ? adjacent : undefined;
  const fitting = before.filter(fits);
  if (fitting.length > 0) return fitting.at(-1);
  // `Acme, Inc., a subsidiary of Beta Corp (the "Company")` speaks of Acme: a name after `of`, `at`, `in` is an attribute.
  const subjects = before.filter((i) => {
    const mention = mentions[i];
    if (!mention || mention.type === 'LOCATION') return false;
    return (
      !/(?:\b(?:of|at|in|by|under|for|with)|[a-z]\s+the)\s+(?:the\s+)?$/.test(text.slice(Math.max(0, mention.start - 30), mention.start)) ||
      i === before[0]
    );
  });
  return subjects.at(-1);
}

function sharesLetters(name: string, term: string): boolean {
  const parsed = parseOrganizationName(name);
  if (!term.includes(' ') && acronymFits(term, foldTokens(name))) return true;
  if (parsed.initials === term.replaceAll(' ', '') || parsed.core.join(' ') === term) return true;
  const letters = foldTokens(name).filter((word) => word.length > 0);
  const first = letters.map((word) => word[0]).join('');
  return first.startsWith(term) || letters.includes(term) || letters.join(' ').startsWith(term);
}

/** Dots of legal forms and initials end no sentence. */
function stripForms(text: string): string {
  return text.replaceAll(/\b(?:Inc|Corp|Ltd|Co|No|St|Mr|Mrs|Ms|Dr|L\.L\.C|L\.P|N\.V|B\.V|S\.A|U\.S|\p{Lu})\./gu, (run) =>
    run.replaceAll('.', ''),
  );
}

function lastBefore(mentions: readonly Mention[], position: number): number {
  let [low, high] = [0, mentions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((mentions[middle]?.start ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

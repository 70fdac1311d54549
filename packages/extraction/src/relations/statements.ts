import type { AbstractSentence } from './abstract-text.js';

/** What a party is called from here on: `(the "Company")`, `("Parent")`. It stands between a name and what is said of it. */
const definition =
  / ?\((?:(?:the|this|each|collectively|together|hereinafter|hereafter|referred to as|an?|as)[, ]+)*["“'‘][^"”'’()]{1,60}["”'’][^()]{0,60}\)/gu;
/** A form of address before a person's name, a degree or rank after it. */
const honorific = /\b(?:Mr|Mrs|Ms|Miss|Dr|DR|Prof|Sir|Dame|Lord|Hon|Rev|Attorney|Atty)\.? (?=«P)/gu;
const rank = /(?<=«P\d+»),? (?:Esq\.?|Esquire|Ph\.?D\.?|M\.?D\.?|CPA|QC|KC)(?=[ ,.;)]|$)/gu;
/** A full stop that ends no sentence. */
const abbreviation =
  /(?:\b(?:Mr|Mrs|Ms|Dr|Inc|Corp|Co|Ltd|No|Nos|St|Jr|Sr|vs?|Hon|Esq|Prof|Rev|Art|Sec|Cir|Cal|Rev|Code|approx|attn|Attn|née)|\b\p{Lu}|\b[a-z])\.$/u;
const end = /[.!?]["”’)]? (?=["“(]?(?:\d{1,2}\.\d? )?[\p{Lu}«])/gu;

/** The single statements of a sentence group, in plain form: what rules are read on. */
export function statementsOf({ text }: AbstractSentence): string[] {
  const statements: string[] = [];
  let from = 0;
  for (const match of text.matchAll(end)) {
    const stop = match.index + match[0].length;
    if (abbreviation.test(text.slice(from, match.index + 1))) continue;
    statements.push(text.slice(from, stop));
    from = stop;
  }
  statements.push(text.slice(from));
  return statements.filter((statement) => /«.*«/u.test(statement)).map(plain);
}

function plain(statement: string): string {
  return statement.replaceAll(definition, '').replaceAll(honorific, '').replaceAll(rank, '').trimEnd();
}

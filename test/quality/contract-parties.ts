import { type GoldDocument, mentionAt, readJsonLines } from './resolution-data.js';

interface ContractRow {
  id: string;
  text: string;
  parties: { name: string; aliases: string[] }[];
}

/** Words that name no party in particular. */
const collective = /^(?:(?:the )?part(?:y|ies)|we|us|our|you|your|i|me|both|.*affiliates?)$/i;
/** Mentions of one form that are scored: a contract that says Licensor a thousand times is still one contract. */
const perForm = 20;

/** Contracts with each use of a party's name or defined term as a mention: what a contract itself says is one. */
export function readContractParties(dataDir: string): GoldDocument[] {
  return readJsonLines<ContractRow>(dataDir, 'resolution/contract-facts.jsonl').map(({ id, text, parties }) => {
    const forms = parties.flatMap(({ name, aliases }, i) =>
      [name, ...aliases].map((form) => ({ form: form.replace(/[,\s]+$/, ''), cluster: String(i) })),
    );
    const owners = Map.groupBy(forms, ({ form }) => form.toLowerCase());
    const clear = forms.filter(
      ({ form }) =>
        form.length > 1 &&
        form.length < 80 &&
        !collective.test(form) &&
        new Set(owners.get(form.toLowerCase())?.map((one) => one.cluster)).size === 1,
    );
    return {
      id,
      text,
      mentions: withoutOverlaps(
        clear.flatMap(({ form, cluster }) =>
          occurrences(text, form).map((start) => ({ ...mentionAt(id, text, 'ORG', start, start + form.length), cluster })),
        ),
      ),
    };
  });
}

function occurrences(text: string, form: string): number[] {
  const escaped = form.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/\s+/g, '\\s+');
  return [...text.matchAll(new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'gu'))]
    .filter((match) => match[0].length === form.length)
    .slice(0, perForm)
    .map((match) => match.index);
}

function withoutOverlaps<T extends { readonly start: number; readonly end: number }>(mentions: readonly T[]): T[] {
  const kept: T[] = [];
  for (const mention of mentions.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (mention.start >= (kept.at(-1)?.end ?? 0)) kept.push(mention);
  }
  return kept;
}

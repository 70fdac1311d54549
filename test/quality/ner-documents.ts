import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isHeldOut } from '@tributary/extraction/training';
import type { TypedSpan } from './ner-score.js';

/** A document to score on: what is marked, which types were looked for, and where nothing counts because opinions differ. */
export interface ScoredDocument {
  readonly set: string;
  readonly text: string;
  readonly types: readonly string[];
  readonly spans: readonly TypedSpan[];
  readonly ignored: readonly TypedSpan[];
}

interface NerRow {
  readonly id: string;
  readonly text: string;
  readonly types: readonly string[];
  readonly spans: readonly TypedSpan[];
}

/** The held-out fifth of every annotated set. `sec-filings` has bad gold, the weak set none. */
export function readHeldOut(dataDir: string): ScoredDocument[] {
  const folder = join(dataDir, 'ner');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl') && !/contracts-weak|sec-filings/.test(name))
    .sort()
    .flatMap((name) =>
      readJsonLines<NerRow>(join(folder, name))
        .filter(({ id }) => isHeldOut(id))
        .map(({ text, types, spans }) => ({ set: name.replace('.jsonl', ''), text, types, spans, ignored: [] })),
    );
}

interface GoldRow {
  readonly id: string;
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly spans: readonly (readonly [start: number, end: number, type: string])[];
}

/** Contracts and court papers annotated by hand for this project: spans here, texts in the data folder. `ANY` marks what nobody can decide. */
export function readBusinessLegal(dataDir: string): ScoredDocument[] {
  return readGold<GoldRow>('business-legal.json').map(({ file, start, end, spans }) => {
    const all = spans.map(([from, to, type]) => ({ start: from, end: to, type }));
    return {
      set: 'business and legal (by hand)',
      text: readFileSync(join(dataDir, file), 'utf8').slice(start, end),
      types: ['PERSON', 'ORG', 'LOC'],
      spans: all.filter(({ type }) => type !== 'ANY'),
      ignored: all.filter(({ type }) => type === 'ANY'),
    };
  });
}

const marked = /\[(?<mark>[POLDMETUWI?]):(?<name>[^\]]*)\]/g;
const markedTypes: Readonly<Record<string, string>> = {
  P: 'PERSON',
  O: 'ORG',
  L: 'LOC',
  D: 'DATE',
  M: 'MONEY',
  E: 'EMAIL',
  T: 'PHONE',
  U: 'URL',
  W: 'LAW',
  I: 'IDENTIFIER',
  '?': 'ANY',
};

/**
 * Contracts, pleadings, minutes, invoices, letters and mail written for this project, names marked in the text: `[O:Acme Ltd]`, passages
 * headed `### name`; no rule was written after a look at the last fifteen. Streets and what else opinions differ on are marked `?`.
 */
export function readWrittenTexts(): ScoredDocument[] {
  const passages = readFileSync(goldPath('business-legal-check.txt'), 'utf8').split(/^### .*\n/m);
  return passages.slice(1).map((passage) => {
    const spans: TypedSpan[] = [];
    let text = '';
    let last = 0;
    for (const match of passage.matchAll(marked)) {
      const { mark = '', name = '' } = match.groups ?? {};
      text += passage.slice(last, match.index);
      spans.push({ start: text.length, end: text.length + name.length, type: markedTypes[mark] ?? 'ANY' });
      text += name;
      last = match.index + match[0].length;
    }
    return {
      set: 'business and legal (written)',
      text: text + passage.slice(last),
      types: Object.values(markedTypes).filter((type) => type !== 'ANY'),
      spans: spans.filter(({ type }) => type !== 'ANY'),
      ignored: spans.filter(({ type }) => type === 'ANY'),
    };
  });
}

interface MoneyRow {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly spans: readonly (readonly [start: number, end: number])[];
}

/** Amounts in contracts, checked by hand. */
export function readMoney(dataDir: string): ScoredDocument[] {
  const texts = new Map(readJsonLines<NerRow>(join(dataDir, 'ner/contracts-weak.jsonl')).map(({ id, text }) => [id, text]));
  return readGold<MoneyRow>('money.json').map(({ id, start, end, spans }) => ({
    set: 'contracts (by hand)',
    text: (texts.get(id) ?? '').slice(start, end),
    types: ['MONEY'],
    spans: spans.map(([from, to]) => ({ start: from, end: to, type: 'MONEY' })),
    ignored: [],
  }));
}

function readGold<T>(name: string): T[] {
  return JSON.parse(readFileSync(goldPath(name), 'utf8')) as T[];
}

function goldPath(name: string): string {
  return join(import.meta.dirname.replace('/test/dist/', '/test/'), 'gold', name);
}

export function readJsonLines<T>(path: string): T[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

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
  const folder = join(import.meta.dirname, 'gold').replace('/test/dist/', '/test/');
  return JSON.parse(readFileSync(join(folder, name), 'utf8')) as T[];
}

export function readJsonLines<T>(path: string): T[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

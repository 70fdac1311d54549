import type { ChunkMention, ChunkRelation } from '../extract-chunk.js';
import { hull, mentionsIn } from './find-in-range.js';

const payer = /^(?:payer|payor|from|paid by|sender|debtor|remitter|originator|buyer)$/iu;
const payee = /^(?:payee|to|paid to|recipient|beneficiary|creditor|vendor|supplier|seller)$/iu;
const amount = /^(?:amount|total|sum|payment|value|paid|amount paid|amount \(.*\))$/iu;
const columns = /\t|\s*\|\s*|\s{2,}/u;

/** Tables of payments with columns for payer, payee and amount, cells set apart by bars, tabs or wide gaps. */
export function tableRelations(text: string, mentions: readonly ChunkMention[]): ChunkRelation[] {
  const found: ChunkRelation[] = [];
  let header: { from: number; to: number; amount: number; size: number } | undefined;
  let at = 0;
  for (const line of text.split('\n')) {
    const cells = cellsOf(line, at);
    const next = headerOf(cells.map(({ words }) => words));
    if (next !== undefined) header = next;
    else if (header !== undefined && cells.length === header.size) found.push(...readRow(cells, header, mentions));
    else if (header !== undefined && line.trim() !== '' && !/^[\s|:+-]+$/.test(line)) header = undefined;
    at += line.length + 1;
  }
  return found;
}

interface Cell {
  readonly words: string;
  readonly start: number;
  readonly end: number;
}

function cellsOf(line: string, offset: number): Cell[] {
  let at = 0;
  return line
    .split(columns)
    .map((words) => {
      const start = line.indexOf(words, at);
      at = start + words.length;
      return { words: words.trim(), start: offset + start, end: offset + at };
    })
    .filter(({ words }) => words !== '');
}

function headerOf(cells: readonly string[]): { from: number; to: number; amount: number; size: number } | undefined {
  const [from, to, sum] = [payer, payee, amount].map((pattern) => cells.findIndex((cell) => pattern.test(cell))) as [
    number,
    number,
    number,
  ];
  return cells.length >= 3 && from >= 0 && to >= 0 && sum >= 0 ? { from, to, amount: sum, size: cells.length } : undefined;
}

function readRow(
  cells: readonly Cell[],
  header: { from: number; to: number; amount: number },
  mentions: readonly ChunkMention[],
): ChunkRelation[] {
  const pick = (column: number, types: string) => {
    const cell = cells[column];
    return cell === undefined ? undefined : mentionsIn(mentions, cell.start, cell.end, types)[0];
  };
  const from = pick(header.from, 'PERSON ORGANIZATION');
  const to = pick(header.to, 'PERSON ORGANIZATION');
  const sum = pick(header.amount, 'MONEY');
  if (from === undefined) return [];
  return [
    ...(to === undefined
      ? []
      : [{ subject: from.index, predicate: 'PAID', object: to.index, confidence: 0.93, evidence: hull(from.mention, to.mention) }]),
    ...(sum === undefined
      ? []
      : [
          {
            subject: from.index,
            predicate: 'PAYMENT_AMOUNT',
            object: sum.index,
            confidence: 0.93,
            evidence: hull(from.mention, sum.mention),
          },
        ]),
  ];
}

import { foldText } from '../names/fold-text.js';
import { soundKey } from '../names/string-distance.js';
import type { PersonRecord } from './person-record.js';
import { scoreRecords } from './score-records.js';

/** Bits at and above which two records are one person's. Tuned on the development set. */
const mergeAt = 6;
/** Records that one blocking key may gather and still be compared with each other. */
const blockLimit = 300;

/**
 * Clusters rows about people by all they say together: names with slips or exchanged, dates with slips, addresses. Returns the
 * id of each record's cluster. Near-linear: records are compared where they share a key.
 */
export function clusterRecords(records: readonly PersonRecord[]): Map<string, string> {
  const pairs = candidatePairs(records)
    .map(([a, b]) => ({ a, b, score: score(records, a, b) }))
    .filter((pair) => pair.score >= mergeAt)
    .sort((x, y) => y.score - x.score || x.a - y.a || x.b - y.b);
  const clusters = records.map((_, i) => [i]);
  const home = records.map((_, i) => i);
  for (const { a, b } of pairs) {
    const [into, from] = [home[a] ?? a, home[b] ?? b];
    if (into === from || !belongTogether(records, clusters[into] ?? [], clusters[from] ?? [])) continue;
    for (const i of clusters[from] ?? []) home[i] = into;
    clusters[into]?.push(...(clusters[from] ?? []));
    clusters[from] = [];
  }
  return new Map(records.map((record, i) => [record.id, records[Math.min(...(clusters[home[i] ?? i] ?? [i]))]?.id ?? record.id]));
}

/** On average the members agree: one likely pair does not chain two people together. */
function belongTogether(records: readonly PersonRecord[], left: readonly number[], right: readonly number[]): boolean {
  let total = 0;
  for (const a of left) for (const b of right) total += score(records, a, b);
  return total / (left.length * right.length) >= mergeAt / 2;
}

function score(records: readonly PersonRecord[], a: number, b: number): number {
  const [x, y] = [records[a], records[b]];
  return x && y ? scoreRecords(x, y) : -Infinity;
}

function candidatePairs(records: readonly PersonRecord[]): [number, number][] {
  const blocks = new Map<string, number[]>();
  for (const [i, record] of records.entries()) {
    for (const key of keysOf(record)) {
      const block = blocks.get(key);
      if (block) block.push(i);
      else blocks.set(key, [i]);
    }
  }
  const pairs = new Map<number, [number, number]>();
  for (const block of blocks.values()) {
    if (block.length > blockLimit) continue;
    for (const [n, a] of block.entries()) for (const b of block.slice(n + 1)) pairs.set(a * records.length + b, [a, b]);
  }
  return [...pairs.values()];
}

function keysOf({ first_name, surname, dob, email, city }: PersonRecord): Set<string> {
  const [first, last, address] = [soundKey(foldText(first_name)), soundKey(foldText(surname)), foldText(email)];
  const [local = '', domain = ''] = address.split('@');
  const keys = new Set<string>();
  const add = (kind: string, ...parts: readonly string[]) => {
    if (parts.every((part) => part !== '')) keys.add(`${kind}:${parts.toSorted((a, b) => (a < b ? -1 : 1)).join('.')}`);
  };
  add('n', first, last);
  add('d', dob);
  add('l', local);
  add('h', domain);
  for (const word of [first, last]) {
    add('y', word, dob.slice(0, 4));
    add('m', word, dob.slice(5));
    add('c', word, soundKey(foldText(city)));
  }
  return keys;
}

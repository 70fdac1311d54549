import { nameBlocks } from '../names/block-names.js';
import { compareNames } from '../names/compare-names.js';
import type { Cluster } from './clusters.js';
import type { NameGroup } from './name-group.js';

/** Groups compared with each other in one block at most: a block larger than this tells nothing. */
const blockLimit = 200;
/** Pairs of groups checked for a contradiction before two clusters merge. */
const contradictionLimit = 400;

/**
 * Merges groups whose full names agree at `threshold` or better, surest pairs first; two clusters with members that
 * contradict each other (Sr. and Jr., other middle name) stay apart. Near-linear: only groups that share a block are compared.
 */
export function mergeFullNames(groups: readonly NameGroup[], threshold: number, firstId: number): Cluster[] {
  const clusters: Cluster[] = groups.map((group, i) => ({ id: firstId + i, groups: [group], mentions: [...group.mentions] }));
  const owner = clusters.map((_, i) => i);
  const find = (i: number): number => {
    let root = i;
    while (owner[root] !== root) root = owner[root] ?? root;
    return root;
  };
  for (const { a, b } of agreeingPairs(groups, threshold)) {
    const [left, right] = [find(a), find(b)];
    if (left === right) continue;
    const [into, from] = left < right ? [left, right] : [right, left];
    const [target, source] = [clusters[into], clusters[from]];
    if (!target || !source || contradict(target, source)) continue;
    target.groups.push(...source.groups);
    target.mentions.push(...source.mentions);
    target.mentions.sort((x, y) => x - y);
    owner[from] = into;
  }
  return clusters.filter((_, i) => owner[i] === i);
}

function agreeingPairs(groups: readonly NameGroup[], threshold: number): { a: number; b: number; score: number }[] {
  const blocks = new Map<string, number[]>();
  for (const [i, group] of groups.entries()) {
    if (group.parsed.kind === 'value') continue;
    for (const key of nameBlocks(group.parsed)) {
      // One-word keys gather everybody of a surname: those are for partial names.
      if (key.startsWith('1:')) continue;
      const block = blocks.get(key);
      if (block) block.push(i);
      else blocks.set(key, [i]);
    }
  }
  const seen = new Set<number>();
  const pairs: { a: number; b: number; score: number }[] = [];
  for (const block of blocks.values()) {
    if (block.length > blockLimit) continue;
    for (const [n, a] of block.entries()) {
      for (let place = n + 1; place < block.length; place++) {
        const b = block[place]!;
        const id = a * groups.length + b;
        const [groupA, groupB] = [groups[a], groups[b]];
        if (seen.has(id) || !groupA || !groupB || groupA.type !== groupB.type) continue;
        seen.add(id);
        const { score } = compareNames(groupA.parsed, groupB.parsed);
        if (score >= threshold) pairs.push({ a, b, score });
      }
    }
  }
  return pairs.sort((x, y) => y.score - x.score || x.a - y.a || x.b - y.b);
}

function contradict(a: Cluster, b: Cluster): boolean {
  let checked = 0;
  for (const left of a.groups) {
    for (const right of b.groups) {
      if (++checked > contradictionLimit) return false;
      if (compareNames(left.parsed, right.parsed).conflict !== undefined) return true;
    }
  }
  return false;
}

import type { Gender } from '../names/given-names.js';
import type { NameGroup } from './name-group.js';

/** Things under construction: which groups were found to be one, and where each was mentioned. */
export interface Cluster {
  readonly id: number;
  readonly groups: NameGroup[];
  /** Indices of mentions, ascending once `settle` ran. */
  readonly mentions: number[];
}

/** What titles (surely) and given names (likely) say of a cluster's gender. */
export function genderOf(cluster: Cluster): { sure?: Gender; likely?: Gender } {
  let likely: Gender | undefined;
  for (const { parsed } of cluster.groups) {
    if (parsed.kind !== 'person') continue;
    if (parsed.name.gender) return { sure: parsed.name.gender, likely: parsed.name.gender };
    likely ??= parsed.name.likelyGender;
  }
  return likely ? { likely } : {};
}

/** Puts mentions in order again after more were added. */
export function settle(cluster: Cluster): void {
  cluster.mentions.sort((a, b) => a - b);
}

/** The last mention before `position`, or -1. Mentions ascending. */
function lastMentionBefore(mentions: readonly number[], position: number): number {
  let [low, high] = [0, mentions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((mentions[middle] ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  return low > 0 ? (mentions[low - 1] ?? -1) : -1;
}

/**
 * Of several that a part of a name may mean, the one a reader takes it for: spoken of before, and most of all. A writer who uses a
 * surname alone means the same person throughout, and says the first name of the others.
 */
export function chooseHome(candidates: readonly Cluster[], group: NameGroup): Cluster | undefined {
  const first = group.mentions[0] ?? 0;
  let best: Cluster | undefined;
  let bestRank = -Infinity;
  for (const cluster of candidates) {
    const before = lastMentionBefore(cluster.mentions, first);
    const rank = (before >= 0 ? 1000 : 0) + cluster.mentions.length + (before >= 0 ? before / (first + 1) : 0);
    if (rank > bestRank) [best, bestRank] = [cluster, rank];
  }
  return best;
}

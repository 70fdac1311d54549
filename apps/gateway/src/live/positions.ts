/** Where a watcher stands in each partition's stream: the last entry it has seen. */
export type Positions = readonly string[];

const entryId = /^\d+-\d+$/;

/** The `id` of a Server-Sent Event: it resumes the watch in every partition. */
export function encodePositions(positions: Positions): string {
  return positions.join(',');
}

/** `undefined` for what we did not give out, or gave out under another number of partitions: the watch then begins now. */
export function decodePositions(text: string | undefined, partitions: number): Positions | undefined {
  const positions = text?.split(',') ?? [];
  return positions.length === partitions && positions.every((position) => entryId.test(position)) ? positions : undefined;
}

/** Whether an entry comes after a position: milliseconds first, then the number within. */
export function isAfter(entry: string, position: string): boolean {
  const [time = '0', count = '0'] = entry.split('-');
  const [seenTime = '0', seenCount = '0'] = position.split('-');
  const difference = Number(time) - Number(seenTime);
  return difference > 0 || (difference === 0 && Number(count) > Number(seenCount));
}

/** An entry that was handed out and not acknowledged. */
export interface Pending {
  consumer: string;
  /** When it was handed out or last renewed. */
  since: number;
  deliveries: number;
}

export interface MemoryGroup {
  /** Number of the entry that was handed out last. */
  last: number;
  readonly pending: Map<number, Pending>;
}

export interface MemoryEntry {
  readonly number: number;
  readonly fields: readonly Buffer[];
}

/** One stream: entries with growing numbers, and its groups. */
export class MemoryStream {
  readonly entries: MemoryEntry[] = [];
  readonly groups = new Map<string, MemoryGroup>();
  #next = 1;

  append(fields: readonly Buffer[], maxLength?: number): void {
    this.entries.push({ number: this.#next++, fields });
    if (maxLength !== undefined) this.entries.splice(0, Math.max(0, this.entries.length - maxLength));
  }

  find(number: number): MemoryEntry | undefined {
    return this.entries.find((entry) => entry.number === number);
  }

  after(number: number, count: number): readonly MemoryEntry[] {
    const from = this.entries.findIndex((entry) => entry.number > number);
    return from < 0 ? [] : this.entries.slice(from, from + count);
  }

  /** Drops what every group has acknowledged; returns how many. */
  trim(): number {
    if (this.groups.size === 0) return 0;
    const bounds = [...this.groups.values()].map(({ last, pending }) => Math.min(last + 1, ...pending.keys()));
    const bound = Math.min(...bounds);
    const keep = this.entries.findIndex((entry) => entry.number >= bound);
    return this.entries.splice(0, keep < 0 ? this.entries.length : keep).length;
  }
}

export function entryIdOf(number: number): string {
  return `${number}-0`;
}

export function numberOf(entryId: string): number {
  return Number(entryId.split('-')[0]);
}

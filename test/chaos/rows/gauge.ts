import { readFileSync } from 'node:fs';
import type { Site } from '../site.js';
import { internalStream, onRedis } from './public-door.js';

/** Which stream a stage reads. */
const consumes = {
  ocr: 'document.accepted',
  text: 'document.ocr.completed',
  entity: 'document.text.completed',
  resolution: 'document.entities.extracted',
  graph: 'document.entities.resolved',
} as const;

export interface Backlog {
  /** Entries nobody has read. */
  readonly waiting: number;
  readonly pending: number;
  readonly length: number;
  readonly consumers: number;
}

/** What waits for each stage now. */
export async function backlogs(site: Site): Promise<ReadonlyMap<keyof typeof consumes, Backlog>> {
  return onRedis(site, async (redis) => {
    const found = new Map<keyof typeof consumes, Backlog>();
    for (const [stage, type] of Object.entries(consumes) as [keyof typeof consumes, string][]) {
      const stream = internalStream(type);
      const length = await redis.xlen(stream);
      const groups = length === 0 ? [] : ((await redis.xinfo('GROUPS', stream)) as unknown[][]).map(fieldsOf);
      const group = groups.find(({ name }) => name === stage);
      // Without a group nobody has read anything.
      const waiting = group === undefined ? length : Number(group['lag'] ?? 0);
      found.set(stage, { waiting, pending: Number(group?.['pending'] ?? 0), length, consumers: Number(group?.['consumers'] ?? 0) });
    }
    return found;
  });
}

/** Looks at memory and backlogs from time to time and keeps the largest values. */
export class Gauge {
  redisMegabytes = 0;
  serviceMegabytes = 0;
  readonly #peaks = new Map<string, Backlog>();

  constructor(private readonly site: Site) {}

  async look(): Promise<void> {
    const info = await onRedis(this.site, (redis) => redis.info('memory'));
    this.redisMegabytes = Math.max(this.redisMegabytes, toMegabytes(Number(/used_memory:(\d+)/.exec(info)?.[1])));
    for (const { child } of this.site.workers) this.serviceMegabytes = Math.max(this.serviceMegabytes, residentMegabytes(child.pid));
    for (const [stage, now] of await backlogs(this.site)) {
      const peak = this.peakOf(stage);
      this.#peaks.set(stage, {
        waiting: Math.max(peak.waiting, now.waiting),
        pending: Math.max(peak.pending, now.pending),
        length: Math.max(peak.length, now.length),
        consumers: Math.max(peak.consumers, now.consumers),
      });
    }
  }

  peakOf(stage: string): Backlog {
    return this.#peaks.get(stage) ?? { waiting: 0, pending: 0, length: 0, consumers: 0 };
  }
}

/** Resident memory of a process; 0 when it has ended, or where there is no /proc. */
export function residentMegabytes(pid: number | undefined): number {
  try {
    return Math.round(Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024) || 0;
  } catch {
    return 0;
  }
}

function toMegabytes(bytes: number): number {
  return Math.round(bytes / 1_048_576);
}

function fieldsOf(flat: unknown[]): Record<string, unknown> {
  return Object.fromEntries(Array.from({ length: flat.length / 2 }, (_, index) => [String(flat[2 * index]), flat[2 * index + 1]]));
}

import { readFileSync } from 'node:fs';
import type { StartedPipeline } from '../../support/start-pipeline.js';
import { cpuSecondsOf } from './machine.js';

/** CPU seconds so far, of each service and of the servers. */
export type Usage = Readonly<Record<string, number>>;

export function usageOf({ services, servers }: StartedPipeline): Usage {
  const pids = [
    ...services.map(({ name, pid }) => [name, pid] as const),
    ['redis', servers.redis] as const,
    ['postgres', servers.postgres] as const,
  ];
  return Object.fromEntries(pids.map(([name, pid]) => [name, cpuSecondsOf(pid)]));
}

export function usedSince(before: Usage, now: Usage): Usage {
  return Object.fromEntries(Object.entries(now).map(([name, seconds]) => [name, seconds - (before[name] ?? 0)]));
}

export function total(usage: Usage, names: readonly string[] = Object.keys(usage)): number {
  return names.reduce((sum, name) => sum + (usage[name] ?? 0), 0);
}

/** Resident memory of a process now, in MB. */
export function megabytesOf(pid: number): number {
  const found = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(found?.[1] ?? 0) / 1024;
}

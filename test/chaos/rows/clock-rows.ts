import { existsSync, readFileSync } from 'node:fs';
import type { FaultRow } from '../row.js';

/** Where Debian's libfaketime lies. */
const library = [`/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/faketime/libfaketime.so.1`].find(existsSync);
/** Only the time of day: leases and timers run on the monotonic clock, which no administrator sets. */
const faketime = { LD_PRELOAD: library ?? '', FAKETIME_DONT_FAKE_MONOTONIC: '1' };
const skewMs = 600_000;

/** Faults of clocks. A step of Redis' own clock is not among them: its allocator and libfaketime do not go together. */
export const clockRows: readonly FaultRow[] = [
  {
    id: 'C12',
    title: "services' clocks ten minutes ahead and behind",
    starred: false,
    documents: [120, 1000],
    arriveOverMs: [25_000, 120_000],
    leastFaults: [10, 10],
    environment: { STUB_WORK_MS: '60', STUB_LONG_MS: '5000' },
    environmentOf: (n) => ({ ...faketime, FAKETIME: n % 2 === 0 ? '+10m' : '-10m' }),
    wastePercent: 5,
    unavailable: () => (library === undefined ? 'libfaketime is not installed (apt-get install faketime)' : undefined),
    async fault(scene) {
      for (const { log } of scene.site.workers) if (Math.abs(clockIn(log) - Date.now()) > skewMs / 2) scene.injected();
    },
  },
];

/** What a service took for the time when it wrote its first line. */
function clockIn(log: string): number {
  return Date.parse(/"time":"([^"]+)"/.exec(readFileSync(log, 'utf8'))?.[1] ?? '');
}

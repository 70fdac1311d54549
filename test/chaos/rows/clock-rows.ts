import { existsSync, readFileSync } from 'node:fs';
import type { FaultRow, Scene } from '../row.js';
import { retryAfterMs } from '../stub-stages.js';
import { ask } from './questions.js';

/** Where Debian's libfaketime lies. */
const library = [`/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/faketime/libfaketime.so.1`].find(existsSync);
/** Only the time of day: leases and timers run on the monotonic clock, which no administrator sets. */
const faketime = { LD_PRELOAD: library ?? '', FAKETIME_DONT_FAKE_MONOTONIC: '1' };
const skewMs = 600_000;
/** So much earlier a retry may come than it should. */
const toleranceMs = 1_000;

/** Faults of clocks. A step of Redis' own clock is not among them: its allocator and libfaketime do not go together. */
export const clockRows: readonly FaultRow[] = [
  {
    id: 'C12',
    title: "services' clocks ten minutes ahead and behind",
    starred: false,
    documents: [120, 1000],
    arriveOverMs: [25_000, 120_000],
    leastFaults: [10, 10],
    environment: { STUB_WORK_MS: '60', STUB_LONG_MS: '5000', STUB_FAILS_PERCENT: '10' },
    environmentOf: (n) => ({ ...faketime, FAKETIME: n % 2 === 0 ? '+10m' : '-10m' }),
    wastePercent: 5,
    unavailable: () => (library === undefined ? 'libfaketime is not installed (apt-get install faketime)' : undefined),
    async fault(scene) {
      for (const { log } of scene.site.workers) if (Math.abs(clockIn(log) - Date.now()) > skewMs / 2) scene.injected();
    },
    afterwards: noneTooEarly,
  },
];

/** Retries wait by the clock of Redis: whatever a service takes for the time, they come neither early nor ten minutes late. */
async function noneTooEarly({ site, demand }: Scene): Promise<void> {
  const waits = await ask<{ ms: number }>(
    site,
    `select extract(epoch from again - at)::float8 * 1000 as ms from (
       select change, at, lead(at) over (partition by document_uuid, stage order by id) as again from processing_history
       where change in ('stage_retrying', 'stage_started')
     ) changes where change = 'stage_retrying'`,
  );
  const [least, most] = [Math.min(...waits.map(({ ms }) => ms)), Math.max(...waits.map(({ ms }) => ms))];
  process.stdout.write(`  ${waits.length} retries after ${Math.round(least)} to ${Math.round(most)} ms, ${retryAfterMs} were asked for\n`);
  demand(waits.length > 0, 'nothing had to be retried');
  demand(least > retryAfterMs - toleranceMs, `a retry came ${Math.round(least)} ms after its failure`);
  demand(most < skewMs / 2, `a retry came ${Math.round(most)} ms after its failure`);
}

/** What a service took for the time when it wrote its first line. */
function clockIn(log: string): number {
  return Date.parse(/"time":"([^"]+)"/.exec(readFileSync(log, 'utf8'))?.[1] ?? '');
}

import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FaultRow } from '../row.js';
import { otherRedis } from '../topologies/other-redis.js';

/** Where Debian's libfaketime lies. */
const library = [`/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/faketime/libfaketime.so.1`].find(existsSync);
/** Only the time of day: leases and timers run on the monotonic clock, which no administrator sets. */
const faketime = { LD_PRELOAD: library ?? '', FAKETIME_DONT_FAKE_MONOTONIC: '1' };

/** Faults of clocks. */
export const clockRows: readonly FaultRow[] = [
  {
    id: 'C12',
    title: "services' clocks ten minutes ahead and behind, Redis' clock steps two minutes ahead",
    starred: false,
    documents: [120, 1000],
    arriveOverMs: [25_000, 120_000],
    environment: { STUB_WORK_MS: '60', STUB_LONG_MS: '5000' },
    environmentOf: (n) => ({ ...faketime, FAKETIME: n % 2 === 0 ? '+10m' : '-10m' }),
    wastePercent: 5,
    unavailable: () => (library === undefined ? 'libfaketime is not installed (apt-get install faketime)' : undefined),
    async topology(site) {
      writeFileSync(clockFile(site.dir), '+0');
      const clock = { ...process.env, ...faketime, FAKETIME_TIMESTAMP_FILE: clockFile(site.dir), FAKETIME_NO_CACHE: '1' };
      return otherRedis({ environment: clock })(site);
    },
    async fault(scene) {
      await scene.pause(scene.reduced ? 10_000 : 60_000);
      if (!scene.running()) return;
      const before = await scene.site.redisClock();
      writeFileSync(clockFile(scene.site.dir), '+120s');
      const stepped = (await scene.site.redisClock()) - before;
      scene.demand(stepped > 100_000, `Redis' clock moved by ${stepped} ms instead of two minutes`);
      scene.injected();
    },
  },
];

function clockFile(dir: string): string {
  return join(dir, 'redis-clock');
}

import type { FaultRow } from '../row.js';
import { throughProxy } from '../topologies/through-proxy.js';

const way = throughProxy('both');
let resets = 0;
/** Of a service: one to read, one for everything else, one to publish. */
const clientsOfEach = 3;

/** Faults of the network. */
export const networkRows: readonly FaultRow[] = [
  {
    id: 'C20',
    title: 'a slow and lossy network (200 ± 100 ms there and back, one piece in ten lost), connections reset every 5 s',
    starred: false,
    documents: [120, 1000],
    arriveOverMs: [40_000, 600_000],
    leastFaults: [5, 60],
    // Renewing a lease takes a few ways there and back, and each reset as many for a new connection.
    environment: { STUB_WORK_MS: '60', STUB_LEASE_MS: '10000' },
    // A lost reply of a grant or a commit is work that is done again; the spec asks only that duplicates be absorbed.
    wastePercent: 60,
    topology: async (site, reduced) => {
      const topology = await way.topology(site, reduced);
      for (const proxy of way.proxies) proxy.weather = { delayMs: 100, jitterMs: 50, loss: 0.1, resendMs: 200 };
      return topology;
    },
    async fault(scene) {
      resets = 0;
      while (scene.running()) {
        await scene.pause(5_000);
        for (const proxy of way.proxies) proxy.reset();
        scene.injected();
        resets++;
      }
    },
    async afterwards({ site, demand }) {
      const recreations = await site.counted('client_recreations');
      process.stdout.write(`  ${recreations} clients of Redis were replaced after ${resets} resets\n`);
      // A reset may cost each of them once: none may be replaced again and again.
      demand(recreations <= resets * site.workers.size * clientsOfEach, `${recreations} clients were replaced after ${resets} resets`);
    },
  },
];

import type { FaultRow } from '../row.js';
import { throughProxy } from '../topologies/through-proxy.js';

const way = throughProxy('both');

/** Faults of the network. */
export const networkRows: readonly FaultRow[] = [
  {
    id: 'C20',
    title: 'a slow and lossy network (200 ± 100 ms there and back, one piece in ten lost), connections reset every 5 s',
    starred: false,
    documents: [120, 1000],
    arriveOverMs: [40_000, 600_000],
    leastFaults: [5, 60],
    environment: { STUB_WORK_MS: '60' },
    // A lost reply of a grant or a commit is work that is done again; the spec asks only that duplicates be absorbed.
    wastePercent: 60,
    topology: async (site, reduced) => {
      const topology = await way.topology(site, reduced);
      for (const proxy of way.proxies) proxy.weather = { delayMs: 100, jitterMs: 50, loss: 0.1, resendMs: 200 };
      return topology;
    },
    async fault(scene) {
      while (scene.running()) {
        await scene.pause(5_000);
        for (const proxy of way.proxies) proxy.reset();
        scene.injected();
      }
    },
  },
];

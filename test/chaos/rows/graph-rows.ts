import type { FaultRow } from '../row.js';
import { troubledGraph, withGraph } from '../topologies/with-graph.js';

const graph = troubledGraph();

/** Faults of Neo4j; the graph stage is the real one. */
export const graphRows: readonly FaultRow[] = [
  {
    id: 'C10',
    title: 'Neo4j down, and one transaction in five ends in a deadlock',
    starred: false,
    documents: [80, 1000],
    arriveOverMs: [25_000, 200_000],
    // The outage, and deadlocks: what is projected together is one transaction.
    leastFaults: [3, 15],
    environment: { STUB_WORK_MS: '60' },
    realStages: ['graph'],
    graph: withGraph,
    wastePercent: 10,
    topology: graph.topology,
    unavailable: (site) => site.startNeo4j(),
    async fault(scene) {
      const { proxy, bolt } = graph.faults;
      bolt.share = 0.2;
      await scene.pause(5_000);
      if (!scene.running()) return;
      await proxy.refuse();
      await scene.outage(scene.reduced ? 10_000 : 120_000);
      await proxy.admit();
      scene.injected();
      let counted = 0;
      while (scene.running()) {
        await scene.pause(200);
        scene.injected(bolt.refused - counted);
        counted = bolt.refused;
      }
    },
    check: ({ charged }) => (charged > 0 ? [`${charged} attempts were charged to documents`] : []),
  },
];

import { TcpProxy } from '@tributary/testing/tcp-proxy';
import { BoltFaults } from '../bolt-faults.js';
import type { Site } from '../site.js';
import { plainTopology, type Topology } from '../topology.js';

/** The usual servers and a Neo4j. */
export async function withGraph(site: Site): Promise<Topology> {
  const neo4jUri = site.neo4jUri();
  return { ...plainTopology(site), neo4jUri, environment: { NEO4J_URI: neo4jUri, PROJECTION_INTERVAL: '2s' } };
}

/** The same, with a Neo4j that the row may cut off and trouble. */
export function troubledGraph() {
  const open: { proxy: TcpProxy; bolt: BoltFaults }[] = [];
  return {
    get faults(): { readonly proxy: TcpProxy; readonly bolt: BoltFaults } {
      if (open[0] === undefined) throw new Error('no run is under way');
      return open[0];
    },
    async topology(site: Site): Promise<Topology> {
      const calm = await withGraph(site);
      const bolt = await BoltFaults.open(Number(new URL(site.neo4jUri()).port));
      const proxy = await TcpProxy.open(bolt.port);
      open.push({ proxy, bolt });
      return {
        ...calm,
        environment: { ...calm.environment, NEO4J_URI: `bolt://127.0.0.1:${proxy.port}` },
        async close() {
          open.length = 0;
          await proxy.close();
          await bolt.close();
        },
      };
    },
  };
}

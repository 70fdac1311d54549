import { withNeo4j } from '@tributary/graph-store';
import { duration, ServiceConfig, variable } from '@tributary/service-kit';

/** Variables of the graph service. */
export class GraphConfig extends withNeo4j(ServiceConfig) {
  @variable({ name: 'PROJECTION_INTERVAL', kind: duration, default: '5s', says: 'How often what Neo4j missed is tried again' })
  projectionIntervalMs!: number;
}

import { duration, ServiceConfig, text, url, variable } from '@tributary/service-kit';

/** Variables of the graph service. */
export class GraphConfig extends ServiceConfig {
  @variable({
    name: 'NEO4J_URI',
    kind: url('bolt', 'neo4j', 'bolt+s', 'neo4j+s'),
    optional: true,
    says: 'Neo4j; without it the staged graph in Postgres is the graph',
  })
  neo4jUri?: string;

  @variable({ name: 'NEO4J_USER', kind: text, optional: true, says: 'User of Neo4j; absent: no authentication' })
  neo4jUser?: string;

  @variable({ name: 'NEO4J_PASSWORD', kind: text, optional: true, says: 'Password of that user' })
  neo4jPassword?: string;

  @variable({ name: 'NEO4J_DATABASE', kind: text, optional: true, says: 'Database of Neo4j; absent: its default' })
  neo4jDatabase?: string;

  @variable({ name: 'PROJECTION_INTERVAL', kind: duration, default: '5s', says: 'How often what Neo4j missed is tried again' })
  projectionIntervalMs!: number;
}

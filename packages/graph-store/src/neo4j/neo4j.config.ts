import { type ServiceConfig, text, url, variable } from '@tributary/service-kit/config';
import type { Neo4jSettings } from './neo4j-graph.js';

type ConfigOf<C extends ServiceConfig> = new () => C;

/** A configuration class with the variables of Neo4j added; the services that have them must agree on their values. */
export function withNeo4j<C extends ServiceConfig>(base: ConfigOf<C>): ConfigOf<C & Neo4jSettings> {
  class WithNeo4j extends (base as ConfigOf<ServiceConfig>) implements Neo4jSettings {
    @variable({
      name: 'NEO4J_URI',
      kind: url('bolt', 'neo4j', 'bolt+s', 'neo4j+s', 'bolt+ssc', 'neo4j+ssc'),
      optional: true,
      says: 'Neo4j, the same for graph and cleanup; without it the staged graph in Postgres is the graph',
    })
    neo4jUri?: string;

    @variable({ name: 'NEO4J_USER', kind: text, optional: true, says: 'User of Neo4j; absent: no authentication' })
    neo4jUser?: string;

    @variable({ name: 'NEO4J_PASSWORD', kind: text, optional: true, says: 'Password of that user' })
    neo4jPassword?: string;

    @variable({ name: 'NEO4J_DATABASE', kind: text, optional: true, says: 'Database of Neo4j; absent: its default' })
    neo4jDatabase?: string;
  }
  return WithNeo4j as ConfigOf<C & Neo4jSettings>;
}

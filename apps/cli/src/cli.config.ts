import { text, url, variable } from '@tributary/service-kit/config';

/** What the command line reads from its environment. */
export class CliConfig {
  @variable({
    name: 'TRIBUTARY_URL',
    kind: url('http', 'https'),
    default: 'http://127.0.0.1:8480',
    says: 'Address of the gateway; the default is where npm start puts it',
  })
  gatewayUrl!: string;

  @variable({ name: 'TRIBUTARY_API_KEY', kind: text, optional: true, says: 'Key for the gateway, when it asks for one' })
  apiKey?: string;

  @variable({ name: 'TRIBUTARY_PROJECT', kind: text, default: 'default', says: 'Project that commands speak of' })
  project!: string;

  @variable({ name: 'DATABASE_URL', kind: url('postgres', 'postgresql'), optional: true, says: 'Postgres, for migrate and doctor' })
  databaseUrl?: string;

  @variable({ name: 'REDIS_URL', kind: url('redis', 'rediss'), optional: true, says: 'Redis, for doctor' })
  redisUrl?: string;

  @variable({
    name: 'NEO4J_URI',
    kind: url('neo4j', 'neo4j+s', 'neo4j+ssc', 'bolt', 'bolt+s', 'bolt+ssc'),
    optional: true,
    says: 'Neo4j, for doctor',
  })
  neo4jUri?: string;

  @variable({ name: 'NEO4J_USER', kind: text, default: 'neo4j', says: 'User of Neo4j' })
  neo4jUser!: string;

  @variable({ name: 'NEO4J_PASSWORD', kind: text, optional: true, says: 'Password of Neo4j' })
  neo4jPassword?: string;
}

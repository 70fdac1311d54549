import { ObjectStoreConfig } from '@tributary/object-store';
import { duration, text, url, variable } from '@tributary/service-kit';

/** Variables of the cleanup service. */
export class CleanupConfig extends ObjectStoreConfig {
  @variable({
    name: 'NEO4J_URI',
    kind: url('bolt', 'neo4j', 'bolt+s', 'neo4j+s'),
    optional: true,
    says: 'Neo4j, where erased documents must go too; the same as the graph service has',
  })
  neo4jUri?: string;

  @variable({ name: 'NEO4J_USER', kind: text, optional: true, says: 'User of Neo4j; absent: no authentication' })
  neo4jUser?: string;

  @variable({ name: 'NEO4J_PASSWORD', kind: text, optional: true, says: 'Password of that user' })
  neo4jPassword?: string;

  @variable({ name: 'NEO4J_DATABASE', kind: text, optional: true, says: 'Database of Neo4j; absent: its default' })
  neo4jDatabase?: string;

  @variable({
    name: 'OUTBOX_INTERVAL',
    kind: duration,
    default: '2s',
    says: 'How often committed events that did not leave are looked for',
  })
  outboxIntervalMs!: number;

  @variable({ name: 'OUTBOX_AFTER', kind: duration, default: '10s', says: 'How long a committed event may take to leave by itself' })
  outboxAfterMs!: number;

  @variable({ name: 'RECONCILE_INTERVAL', kind: duration, default: '5s', says: 'How often documents that stand still are looked for' })
  reconcileIntervalMs!: number;

  @variable({
    name: 'RECONCILE_AFTER',
    kind: duration,
    default: '10s',
    says: 'How long a document may stand still while its stage has no work left',
  })
  reconcileAfterMs!: number;

  @variable({ name: 'JANITOR_INTERVAL', kind: duration, default: '30s', says: 'How often streams are trimmed and dead consumers removed' })
  janitorIntervalMs!: number;
}

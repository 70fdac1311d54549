import { withNeo4j } from '@tributary/graph-store';
import { ObjectStoreConfig } from '@tributary/object-store';
import { duration, variable } from '@tributary/service-kit';

/** Variables of the cleanup service. */
export class CleanupConfig extends withNeo4j(ObjectStoreConfig) {
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

  @variable({
    name: 'CONSUMER_DEAD_AFTER',
    kind: duration,
    default: '10m',
    says: 'How long a consumer without work in hand may be silent before it is removed',
  })
  consumerDeadAfterMs!: number;

  @variable({
    name: 'STREAM_RETENTION',
    kind: duration,
    default: '7d',
    says: 'How long events stay that leave the system and that no service of ours reads',
  })
  streamRetentionMs!: number;
}

import { DocumentCleanupRequested } from '@tributary/contracts';
import { createCleanup, createOutboxRelay, createQuarantine, PostgresEntityRegistry } from '@tributary/database';
import { registryRules } from '@tributary/entity-resolution';
import { GraphProjector, type Neo4jGraph, openNeo4j } from '@tributary/graph-store';
import { displayIds, entityLabel, entityRows, projectionRows, relationRows } from '@tributary/knowledge-graph';
import { openObjectStore } from '@tributary/object-store';
import { BackgroundLoop, type EventHandling, type Runtime, type ServiceWork } from '@tributary/service-kit';
import { stagePolicies } from '@tributary/stage-kit';
import { createStreamJanitor } from '@tributary/streams';
import type { CleanupConfig } from './cleanup.config.js';
import { CleanupHandler } from './cleanup-handler.js';
import { EventPublisher } from './event-publisher.js';
import { Reconciler } from './reconcile/reconciler.js';
import { Stores } from './stores/clean-stores.js';
import type { StateStore } from './stores/document-states.js';

/** What the cleanup service does: answers requests, and keeps order beside them (P-60 to P-62). */
export function cleanupWork(runtime: Runtime, config: CleanupConfig): ServiceWork {
  const { log, space, streams, record } = runtime;
  const neo4j = openNeo4j(config);
  const publisher = new EventPublisher({ streams, record, space });
  const states = { redis: streams.control, space, ttlMs: config.stateTtlMs };
  return {
    handlings: [requests(runtime, config, { publisher, states, neo4j })],
    loops: [
      new BackgroundLoop('outbox', config.outboxIntervalMs, outboxRound(runtime, config, publisher), log),
      new BackgroundLoop('reconciler', config.reconcileIntervalMs, reconcilerRound(runtime, config, { publisher, states }), log),
      new BackgroundLoop('janitor', config.janitorIntervalMs, janitorRound(runtime, config), log),
    ],
    close: () => neo4j?.close(),
  };
}

interface Parts {
  readonly publisher: EventPublisher;
  readonly states: StateStore;
}

function requests(
  runtime: Runtime,
  config: CleanupConfig,
  { publisher, states, neo4j }: Parts & { readonly neo4j: Neo4jGraph | undefined },
): EventHandling {
  const { db, log } = runtime;
  const builder = { displayIds, entityLabel, entityRows, projectionRows, relationRows };
  const stores = new Stores({
    db,
    clients: runtime.cacheClients,
    states,
    objects: openObjectStore(config),
    graph: neo4j && new GraphProjector(db, neo4j, builder, log),
    log,
  });
  const handler = new CleanupHandler({
    record: createCleanup(db, { registry: new PostgresEntityRegistry(db, registryRules) }),
    stores,
    publisher,
    quarantine: createQuarantine(db, { announce: (event) => publisher.announce([event]) }),
    log,
    now: () => new Date(),
    random: Math.random,
  });
  return { type: DocumentCleanupRequested.type, handler, policy: { ...stagePolicies.cleanup, concurrency: config.concurrency } };
}

/** The first look takes everything that is unsent, whatever its age: whoever was to send it may be gone. */
function outboxRound({ db, log }: Runtime, { outboxAfterMs }: CleanupConfig, publisher: EventPublisher): () => Promise<void> {
  const outbox = createOutboxRelay({ db, publish: (events) => publisher.publish(events), afterMs: outboxAfterMs });
  let ageMs: number | undefined = 0;
  return async () => {
    const events = await outbox.relay(ageMs);
    ageMs = undefined;
    if (events > 0) log.info('outbox relayed', { events });
    await outbox.prune();
  };
}

function reconcilerRound({ db, log, streams }: Runtime, config: CleanupConfig, { publisher, states }: Parts): () => Promise<unknown> {
  const times = { everyMs: config.reconcileIntervalMs, quietMs: config.reconcileAfterMs };
  const reconciler = new Reconciler({ db, client: streams.control, states, publisher, log, ...times });
  return () => reconciler.run();
}

function janitorRound(
  { log, space, streams }: Runtime,
  { janitorIntervalMs, consumerDeadAfterMs, streamRetentionMs }: CleanupConfig,
): () => Promise<unknown> {
  const everyMs = Math.max(1, Math.floor(janitorIntervalMs * 0.9));
  const janitor = createStreamJanitor({
    client: streams.control,
    space,
    log,
    everyMs,
    deadAfterMs: consumerDeadAfterMs,
    keepMs: streamRetentionMs,
  });
  return () => janitor.run();
}

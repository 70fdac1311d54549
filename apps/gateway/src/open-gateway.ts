import { type KeySpace, streamKeysOf } from '@tributary/cache-keys';
import { DocumentStatusChanged, DocumentSubmitted } from '@tributary/contracts';
import { createIntake, createQuarantine, pruneRequests, RegistryReview } from '@tributary/database';
import { registryRules } from '@tributary/entity-resolution';
import { openObjectStore } from '@tributary/object-store';
import { PageRenderer } from '@tributary/providers/page-renderer';
import { BackgroundLoop, BootError, type Runtime, type ServiceWork } from '@tributary/service-kit';
import { BoundedClient, connectTo, noStreamMetrics, streamStats } from '@tributary/streams';
import { createHttp } from './create-http.js';
import type { GatewayConfig } from './gateway.config.js';
import { DocumentIntake } from './intake/document-intake.js';
import { EventAnnouncer } from './intake/event-announcer.js';
import { MemoryGate } from './intake/memory-gate.js';
import { SubmissionHandler } from './intake/submission-handler.js';
import { LiveEvents } from './live/live-events.js';
import { blockMs, StatusFeed } from './live/status-feed.js';
import { PageImages } from './pages/page-images.js';

/** An accepted submission is a few rows: whoever holds one for longer is gone. */
const intakeLease = { leaseMs: 30_000, maxDurationMs: 5 * 60_000, maxDeliveries: 5 };
/** A database that is away comes back: attempts are many and cheap. */
const intakeRetries = { attempts: 20, baseMs: 1_000, capMs: 60_000 };
/** Submissions at once, as a multiple of `CONCURRENCY`: accepting one is waiting for a commit that many share. */
const intakeWidth = 8;
const pruneEveryMs = 3_600_000;

/** Joins the parts of the gateway: the door for events, the door for people, and the window. */
export async function openGateway(runtime: Runtime, config: GatewayConfig, renderer = new PageRenderer()): Promise<ServiceWork> {
  requireKeysBeyondLoopback(config);
  const { db, streams, space, log, record } = runtime;
  const store = openObjectStore(config);
  const acceptance = createIntake(db, { bulkAfter: config.intakeBulkAfter });
  const memory = { memoryShare: () => streams.broker.memoryShare(), maxShare: config.intakeMaxMemory, now: () => performance.now() };
  const intake = new DocumentIntake(acceptance, store, new MemoryGate(memory));
  const markSent = (eventIds: readonly string[]) => record.markSent(eventIds);
  const announcer = new EventAnnouncer({ streams, space, log, markSent });
  const quarantine = createQuarantine(db, { announce: (event) => announcer.announce([event]) });
  const handler = new SubmissionHandler({ intake, quarantine, space, projects: config.intakeProjects, markSent });
  const feed = openStatusFeed(runtime, config, space);
  const live = new LiveEvents({ feed, db, log, maxClients: config.sseMaxClients });
  const http = await createHttp({
    apiKeys: config.apiKeys,
    db,
    store,
    pageImages: new PageImages(renderer, config.pageImageCacheBytes),
    intake,
    announcer,
    republish: (entries) => streams.replay(entries),
    review: new RegistryReview(db, registryRules),
    live,
    log,
    streamStats: () => streamStats(streams.control, space),
    uploadLimits: { maxFiles: config.uploadMaxFiles },
  });
  await feed.start();
  const { type } = DocumentSubmitted;
  return {
    handlings: [
      {
        type,
        handler,
        policy: { concurrency: config.concurrency * intakeWidth, maxMemoryShare: config.intakeMaxMemory, ...intakeLease, ...intakeRetries },
      },
    ],
    loops: [new BackgroundLoop('idempotency keys', pruneEveryMs, () => pruneRequests(db), log)],
    http: http.handle,
    async close() {
      live.close();
      await feed.stop();
      await http.close();
      await acceptance.close();
    },
  };
}

/** Without keys everybody who can connect may do everything: that must be this machine alone. */
function requireKeysBeyondLoopback({ apiKeys, httpHost }: GatewayConfig): void {
  if (apiKeys.length > 0 || ['127.0.0.1', '::1', 'localhost'].includes(httpHost)) return;
  throw new BootError(`HTTP_HOST is ${httpHost}, but there are no API keys: set TRIBUTARY_API_KEYS, or HTTP_HOST=127.0.0.1`);
}

function openStatusFeed({ streams, log }: Runtime, { redisUrl }: GatewayConfig, space: KeySpace): StatusFeed {
  const keys = streamKeysOf(space, DocumentStatusChanged.type);
  const connect = connectTo(redisUrl);
  const readers = keys.map(() => {
    return new BoundedClient({
      connect,
      role: 'gateway:live',
      commandTimeoutMs: blockMs + 2_500,
      log,
      metrics: noStreamMetrics,
      random: Math.random,
    });
  });
  return new StatusFeed({ streams: keys, readers, control: streams.control, log });
}

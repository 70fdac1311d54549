import { join } from 'node:path';
import { defaultKeySpace, publicStreamKey, streamKeysOf } from '@tributary/cache-keys';
import { type CloudEvent, DocumentGraphCompleted, DocumentSubmitted, encodeCloudEvent } from '@tributary/contracts';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { root } from '../support/root.js';
import { celeryMessage, findCelery } from './celery.js';
import { handOver } from './workers/events.js';
import { doneKey, stages } from './workers/keys.js';

/** One way to hand documents through six processes. */
export interface Contender {
  readonly name: string;
  readonly says: string;
  /** Script of a stage's process, under `workers/`, or how its process is started and says that it is ready: by a push to `readyKey`. */
  readonly worker: string | ForeignWorker;
  /** Environment of its processes. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Gets so many times fewer documents, so that a round takes as long. */
  readonly slowdown?: number;
  /** Needs a database, even where it leaves it alone. */
  readonly postgres?: boolean;
  /** Hands documents to the first stage. */
  publish(redis: Redis, ids: readonly string[]): Promise<unknown>;
  /** How many have passed all stages. */
  done(redis: Redis): Promise<number>;
}

/** A process that is not Node's. */
export interface ForeignWorker {
  /** Why it cannot be had on this machine; it is installed where that can be done. */
  missing(): string | undefined;
  command(stage: number): { readonly program: string; readonly args: readonly string[]; readonly cwd: string };
}

/** Celery in its best setting for tasks this small: one process a queue, nothing that talks to other workers. */
const celeryWorker: ForeignWorker = {
  missing() {
    const found = findCelery();
    return 'reason' in found ? found.reason : undefined;
  },
  command(stage) {
    const found = findCelery();
    const quiet = ['--without-gossip', '--without-mingle', '--without-heartbeat', '-l', 'ERROR'];
    const args = ['-m', 'celery', '-A', 'celery_stages', 'worker', '-P', 'solo', '-Q', `s${stage}`, '-n', `stage${stage}@%h`, ...quiet];
    return { program: 'python' in found ? found.python : 'python3', args, cwd: join(root, 'test', 'bench', 'workers') };
  },
};

const publishEvents = (redis: Redis, ids: readonly string[]) =>
  pipelined(redis, ids, (id) => {
    const { stream, fields } = handOver(1, id);
    return ['XADD', stream, '*', ...fields];
  });

export const contenders: readonly Contender[] = [
  {
    name: 'raw-batch',
    says: 'hand-written ioredis loop, XREADGROUP COUNT 100, one pipeline per batch; no leases, retries or checks',
    worker: 'raw-batch.js',
    publish: (redis, ids) => pipelined(redis, ids, (id) => ['XADD', 'bench:queue:1', '*', 'd', id]),
    done: (redis) => redis.llen(doneKey),
  },
  {
    name: 'bullmq',
    says: 'BullMQ, chained queues, concurrency 50; not durable beyond Redis',
    worker: 'bullmq.js',
    publish: publishJobs,
    done: (redis) => redis.llen(doneKey),
  },
  {
    name: 'celery',
    says: 'Celery 5, solo workers, tasks that send the next; not durable beyond Redis',
    worker: celeryWorker,
    publish: (redis, ids) => pipelined(redis, ids, (id) => ['LPUSH', 's1', celeryMessage(id)]),
    done: (redis) => redis.llen(doneKey),
    slowdown: 10,
  },
  {
    name: 'transport',
    says: "Tributary's stream transport by itself",
    worker: 'transport.js',
    publish: publishEvents,
    done: (redis) => redis.xlen(handOver(stages + 1, '').stream),
  },
  {
    name: 'tributary-redis',
    says: 'Tributary with stages that do nothing, without Postgres: what durability costs is the difference',
    worker: 'tributary.js',
    environment: { BENCH_DURABLE: '0' },
    postgres: true,
    publish: submit,
    done: flowEnded,
  },
  {
    name: 'tributary',
    says: 'Tributary with stages that do nothing, durable: fence, rows and outbox in a Postgres transaction per stage',
    worker: 'tributary.js',
    postgres: true,
    publish: submit,
    done: flowEnded,
  },
];

function submit(redis: Redis, ids: readonly string[]): Promise<void> {
  return pipelined(redis, ids, (id) => {
    // A crowd of one project would travel in the bulk lane, which is measured by itself.
    const data = {
      document_uuid: id,
      project: 'bench',
      uri: 'file:///bench.pdf',
      file_name: 'bench.pdf',
      options: { priority: 'interactive' },
    };
    const event: CloudEvent = { id, source: '/bench', type: DocumentSubmitted.type, data };
    return ['XADD', publicStreamKey(defaultKeySpace, DocumentSubmitted.type), '*', ...encodeCloudEvent(event)];
  });
}

function flowEnded(redis: Redis): Promise<number> {
  return redis.xlen(streamKeysOf(defaultKeySpace, DocumentGraphCompleted.type)[0] ?? '');
}

async function pipelined(redis: Redis, ids: readonly string[], command: (id: string) => [string, ...string[]]): Promise<void> {
  const pipeline = redis.pipeline();
  for (const id of ids) pipeline.call(...command(id));
  await pipeline.exec();
}

async function publishJobs(redis: Redis, ids: readonly string[]): Promise<void> {
  const queue = new Queue('s1', { connection: redis });
  await queue.addBulk(ids.map((id) => ({ name: 'd', data: { id }, opts: { removeOnComplete: true } })));
}

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type RunningService, type ServiceName, serviceNames, startService } from './start-service.js';

/** What the pipeline's services need to know to find everything. */
export interface PipelineSpec {
  /** The checkout. */
  readonly root: string;
  /** Folder for logs and the object store. */
  readonly dir: string;
  readonly redisUrl: string;
  /** Already migrated. */
  readonly databaseUrl: string;
  readonly neo4jUri?: string;
  /** Port of the gateway; 0 takes a free one. */
  readonly gatewayPort: number;
  /** Folders under which `file://` URIs may be read. */
  readonly sourceRoots: readonly string[];
  readonly keyPrefix?: string;
  /** Variables beside these, such as those of a provider. */
  readonly env?: Readonly<Record<string, string>>;
  /** Fewer than all, for tests. */
  readonly services?: readonly ServiceName[];
}

/** The services of a pipeline, all ready. */
export interface RunningPipeline {
  readonly services: readonly RunningService[];
  /** Base URL of the gateway. */
  readonly gatewayUrl: string;
  /** Resolves with the first service that ends without being told to. */
  readonly firstEnded: Promise<RunningService>;
  /** Ends all services; each finishes what it is doing first. */
  stop(): Promise<void>;
}

/** Starts every service as a process of its own. @throws LocalStackError of the first that does not start, after stopping the others */
export async function startServices(spec: PipelineSpec): Promise<RunningPipeline> {
  mkdirSync(join(spec.dir, 'objects'), { recursive: true });
  const names = spec.services ?? serviceNames;
  const starts = await Promise.allSettled(
    names.map((name) =>
      startService({ name, root: spec.root, env: environmentOf(name, spec), logFile: join(spec.dir, 'logs', `${name}.log`) }),
    ),
  );
  const services = starts.filter((start) => start.status === 'fulfilled').map((start) => start.value);
  const stop = async () => void (await Promise.all(services.map((service) => service.stop())));
  const failure = starts.find((start) => start.status === 'rejected');
  if (failure !== undefined) {
    await stop();
    throw failure.reason;
  }
  const firstEnded = Promise.race(services.map((service) => service.ended.then(() => service)));
  return { services, gatewayUrl: services.find(({ name }) => name === 'gateway')?.url ?? '', firstEnded, stop };
}

/** Everything that a service's environment holds here. */
export function environmentOf(name: ServiceName, spec: PipelineSpec): Record<string, string> {
  const port = name === 'gateway' ? spec.gatewayPort : 0;
  return {
    ...inherited(),
    ...spec.env,
    REDIS_URL: spec.redisUrl,
    DATABASE_URL: spec.databaseUrl,
    ...(spec.neo4jUri === undefined ? {} : { NEO4J_URI: spec.neo4jUri }),
    ...(spec.keyPrefix === undefined ? {} : { REDIS_KEY_PREFIX: spec.keyPrefix }),
    HTTP_HOST: '127.0.0.1',
    HTTP_PORT: String(port),
    OBJECT_STORE_URL: pathToFileURL(join(spec.dir, 'objects')).href,
    SOURCE_ROOTS: spec.sourceRoots.join(','),
    STREAM_PARTITIONS: '1',
    // Shorter than the wait before a process is killed: a stage that cannot finish hands its work back instead.
    SHUTDOWN_GRACE: '10s',
  };
}

/** The caller's environment, so that settings of stages and providers reach them, without what a script runner adds to it. */
function inherited(): Record<string, string> {
  const entries = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(entries.filter(([name]) => !/^(npm_|VITEST|INIT_CWD$)/.test(name)));
}

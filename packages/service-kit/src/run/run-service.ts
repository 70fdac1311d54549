import type { RequestListener } from 'node:http';
import { NestFactory } from '@nestjs/core';
import { RedisStreamsServer } from '@tributary/streams';
import { ConfigError, loadConfig, processEnvironment } from '../config/load-config.js';
import type { ServiceConfig } from '../config/service-config.js';
import type { ConfigClass } from '../config/variable.js';
import { startHealthServer } from '../health/health-server.js';
import { nestLogger } from '../observe/json-logger.js';
import type { BackgroundLoop } from './background-loop.js';
import { BootError } from './boot-error.js';
import { type EventHandling, EventModule } from './event-module.js';
import { openRuntime, type Runtime } from './open-runtime.js';
import { upgradeReplay } from './upgrade-replay.js';

/** What a service does once its connections are open. */
export interface ServiceWork {
  readonly handlings?: readonly EventHandling[];
  readonly loops?: readonly BackgroundLoop[];
  /** Answers requests on the service's port that are not for its health endpoints. */
  readonly http?: RequestListener;
  /** Closes what the service itself opened; called before the runtime closes. */
  close?(): Promise<void> | void;
}

export interface ServiceDefinition<C extends ServiceConfig> {
  readonly name: string;
  readonly config: ConfigClass<C>;
  start(runtime: Runtime, config: C): Promise<ServiceWork> | ServiceWork;
}

/** A read loop that has not moved for so long is stuck, not idle: blocking reads return every few seconds. */
const stuckAfterMs = 60_000;

/** Runs a service until it is told to stop. Every mistake at start ends the process with what to do; nothing is half started. */
export async function runService<C extends ServiceConfig>(definition: ServiceDefinition<C>): Promise<void> {
  try {
    const stop = await startService(definition, loadConfig(definition.config, processEnvironment()));
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        stop().then(
          () => process.exit(0),
          () => process.exit(1),
        );
      });
    }
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof BootError)) throw error;
    process.stderr.write(`${definition.name} did not start: ${error.message}\n`);
    process.exitCode = 1;
  }
}

/** Starts a service in this process; resolves to how to stop it: stop reading, finish what runs, flush, disconnect. */
export async function startService<C extends ServiceConfig>(definition: ServiceDefinition<C>, config: C): Promise<() => Promise<void>> {
  const runtime = await openRuntime(definition.name, config);
  const opened: (() => Promise<void> | void)[] = [() => runtime.close()];
  try {
    const work = await definition.start(runtime, config);
    opened.unshift(() => work.close?.());
    return await serve(definition, config, runtime, work);
  } catch (error) {
    // An open connection would keep the process alive that has just said why it cannot start.
    for (const close of opened) await close();
    throw error;
  }
}

async function serve<C extends ServiceConfig>(
  definition: ServiceDefinition<C>,
  config: C,
  runtime: Runtime,
  work: ServiceWork,
): Promise<() => Promise<void>> {
  const { log } = runtime;
  const server = new RedisStreamsServer({ transport: runtime.streams, group: definition.name, drainGraceMs: config.shutdownGraceMs });
  const app = await NestFactory.createMicroservice(EventModule.of(work.handlings ?? []), { strategy: server, logger: nestLogger(log) });
  let draining = false;
  const health = await startHealthServer(
    {
      live: { loops: () => stuckLoop(server) },
      ready: { ...runtime.ready, draining: () => (draining ? 'the service is stopping' : undefined) },
      registry: runtime.metrics.registry,
    },
    config.httpHost,
    config.httpPort,
    work.http,
  );
  await app.listen();
  const types = (work.handlings ?? []).map((handling) => handling.type);
  const loops = [...(work.loops ?? []), upgradeReplay(runtime, definition.name, types)];
  for (const loop of loops) loop.start();
  log.info('listening', { port: health.port, pid: process.pid });
  // A quarter of the process is what only starting needed; V8 would keep it until there is work. Without --expose-gc it does.
  globalThis.gc?.({ type: 'major', flavor: 'last-resort' });

  return async () => {
    draining = true;
    log.info('stopping');
    await Promise.all([server.drain(), ...loops.map((loop) => loop.stop())]);
    await app.close();
    await work.close?.();
    await health.close();
    await runtime.close();
    log.info('stopped');
  };
}

function stuckLoop(server: RedisStreamsServer): string | undefined {
  const age = server.tickAgeMs();
  return age > stuckAfterMs ? `the read loop has not moved for ${Math.round(age / 1000)} s` : undefined;
}

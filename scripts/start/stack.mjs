// Starts servers and services in order, and stops them in the opposite order.

import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { migrate as applyMigrations } from '../../packages/database/dist/index.js';
import { freePort, LocalStackError, startNeo4j, startPostgres, startRedis, startServices } from '../../packages/local-stack/dist/index.js';
import { Complaint, root, say } from '../bootstrap/steps.mjs';
import { claim, noteServices, release } from './running.mjs';

/** Everything that is running; `stop` ends it in reverse order of starting. */
export class Stack {
  #stops = [];

  /**
   * @param options what `readOptions` answered
   * @param signal aborted when the user wants to stop: what is being started is finished first, so that nothing is left behind
   */
  async start(options, signal) {
    const { dir } = options;
    const step = async (label, start) => {
      signal.throwIfAborted();
      const began = performance.now();
      const server = await complaining(start);
      if (server?.stop !== undefined) this.#stops.push(() => server.stop());
      if (server !== undefined) say(`${label} ${((performance.now() - began) / 1000).toFixed(1)} s`);
      return server;
    };
    await claim(dir);
    this.#stops.push(() => release(dir));
    const port = await complaining(() => freePort(options.port));
    const redis = await step('Redis', () => startRedis({ dir: join(dir, 'redis'), onProgress: say }));
    const postgres = await step('Postgres', () => startPostgres({ dir: join(dir, 'postgres'), onProgress: say }));
    const neo4j = options.neo4j ? await step('Neo4j', () => neo4jOrComplaint(join(dir, 'neo4j'))) : undefined;
    await step('migrations', () => migrate(postgres.url));
    const pipeline = await step('gateway and stages', () =>
      startServices({
        root,
        dir,
        redisUrl: redis.url,
        databaseUrl: postgres.url,
        neo4jUri: neo4j?.url ?? process.env.NEO4J_URI,
        gatewayPort: port,
        sourceRoots: options.paths.map((path) => (statSync(path).isDirectory() ? path : dirname(path))),
      }),
    );
    noteServices(dir, pipeline.gatewayUrl, pipeline.services);
    return pipeline;
  }

  async stop() {
    for (const stop of this.#stops.splice(0).reverse()) await stop();
  }
}

async function neo4jOrComplaint(dir) {
  const { server, reason } = await startNeo4j({ dir, onProgress: say });
  if (server === undefined) throw new Complaint(`--neo4j: ${reason}`);
  return server;
}

async function migrate(databaseUrl) {
  await applyMigrations(databaseUrl);
  return {};
}

async function complaining(action) {
  try {
    return await action();
  } catch (error) {
    throw error instanceof LocalStackError ? new Complaint(error.message) : error;
  }
}

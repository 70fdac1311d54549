import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';

/** Named questions; each answers with nothing, or with what is wrong. */
export type HealthChecks = Readonly<Record<string, () => Promise<string | undefined> | string | undefined>>;

export interface HealthSources {
  /** Asks nothing outside the process: one blip of Redis must not restart the fleet. */
  readonly live: HealthChecks;
  /** Asks dependencies: whether work may be sent here. */
  readonly ready: HealthChecks;
  readonly registry: Registry;
}

/** Answers `/livez`, `/readyz` and `/metrics`; returns false for every other path. */
export function createHealthEndpoints({ live, ready, registry }: HealthSources) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    switch (new URL(request.url ?? '/', 'http://localhost').pathname) {
      case '/livez':
        await answer(response, live);
        return true;
      case '/readyz':
        await answer(response, ready);
        return true;
      case '/metrics':
        response.writeHead(200, { 'content-type': registry.contentType }).end(await registry.metrics());
        return true;
      default:
        return false;
    }
  };
}

async function answer(response: ServerResponse, checks: HealthChecks): Promise<void> {
  const results = await Promise.all(Object.entries(checks).map(async ([name, check]) => [name, await ask(check)] as const));
  const problems = Object.fromEntries(results.filter(([, problem]) => problem !== undefined));
  const healthy = Object.keys(problems).length === 0;
  response
    .writeHead(healthy ? 200 : 503, { 'content-type': 'application/json' })
    .end(JSON.stringify({ status: healthy ? 'ok' : 'unavailable', checks: Object.keys(checks), problems }));
}

/** A check that throws or takes too long is a problem, not an accident of the endpoint. */
async function ask(check: HealthChecks[string]): Promise<string | undefined> {
  const late = AbortSignal.timeout(2000);
  const tooLate = new Promise<string>((resolve) => late.addEventListener('abort', () => resolve('no answer within 2 s'), { once: true }));
  try {
    return await Promise.race([Promise.resolve(check()), tooLate]);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

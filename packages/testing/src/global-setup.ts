import { beginRun, endAbandonedRuns, endRun } from './server-run.js';

/** vitest's global setup of suites that need servers: starts none itself, and stops those that tests started. */
export async function setup(): Promise<() => Promise<void>> {
  await endAbandonedRuns();
  const dir = beginRun();
  return () => endRun(dir);
}

import type { CliConfig } from '../cli.config.js';

/** What the doctor found out about one part. */
export interface Finding {
  readonly part: 'gateway' | 'redis' | 'postgres' | 'neo4j';
  readonly verdict: 'ok' | 'problem' | 'skipped';
  readonly says: string;
  /** What to do, when something is wrong. */
  readonly advice?: string;
}

export type Check = (config: CliConfig) => Promise<Finding>;

/** Milliseconds: somebody is waiting for the answer. */
export const patienceMs = 3_000;

export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause : error;
  return (cause as NodeJS.ErrnoException).code ?? cause.message;
}

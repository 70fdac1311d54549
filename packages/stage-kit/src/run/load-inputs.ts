import type { AnyOutput } from '@tributary/cache-keys';
import type { Reads } from '../define-stage.js';
import { RetryableError } from '../errors.js';
import type { RunnerDeps } from './runner-deps.js';

interface Wanted {
  readonly documentUuid: string;
  readonly version: number;
  readonly stage: string;
}

/** Reads a stage's inputs from the cache; what is missing there is rebuilt from the record and cached again (P-3). */
export async function loadInputs(reads: Reads, wanted: Wanted, deps: RunnerDeps): Promise<Record<string, unknown>> {
  const entries = Object.entries(reads).map(async ([name, output]) => [name, await loadInput(output, wanted, deps)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

async function loadInput(output: AnyOutput, { documentUuid, version, stage }: Wanted, deps: RunnerDeps): Promise<unknown> {
  const cached = await deps.cache.load(output, documentUuid, version);
  deps.metrics.lookup(stage, cached !== undefined);
  if (cached !== undefined) return cached;
  const recorded = await deps.record.loadOutput(documentUuid, version, output.name);
  if (recorded === undefined) {
    throw new RetryableError('input_missing', `${output.name} of version ${version} is neither cached nor recorded`);
  }
  await deps.cache.store(output, documentUuid, version, recorded.fingerprint, recorded.value);
  return recorded.value;
}

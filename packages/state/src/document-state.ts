import type { FlowStage } from '@tributary/contracts';
import type { StageStatus } from './status.js';

/** What the DOC_STATE hash says about one stage. */
export interface StageState {
  readonly status: StageStatus;
  /** RFC 3339. */
  readonly startedAt?: string;
  readonly completedAt?: string;
  readonly attempt?: number;
  /** 0 to 1. */
  readonly progress?: number;
  readonly error?: string;
}

/** Field of the hash that carries the processing version. */
export const versionField = 'processing_version';

/** Fields of the DOC_STATE hash for one stage, as Redis stores them. */
export function stateFields(stage: FlowStage, state: StageState): Record<string, string> {
  const fields: Record<string, string> = { [`${stage}:status`]: state.status };
  if (state.startedAt !== undefined) fields[`${stage}:started_at`] = state.startedAt;
  if (state.completedAt !== undefined) fields[`${stage}:completed_at`] = state.completedAt;
  if (state.attempt !== undefined) fields[`${stage}:attempt`] = String(state.attempt);
  if (state.progress !== undefined) fields[`${stage}:progress`] = String(state.progress);
  if (state.error !== undefined) fields[`${stage}:error`] = state.error;
  return fields;
}

/** Reads one stage back from the hash; `pending` when the hash does not speak of it. */
export function readStageState(stage: FlowStage, hash: Readonly<Record<string, string>>): StageState {
  const get = (field: string) => hash[`${stage}:${field}`];
  const number = (field: string) => {
    const value = get(field);
    return value === undefined ? undefined : Number(value);
  };
  return {
    status: (get('status') as StageStatus | undefined) ?? 'pending',
    ...definedOnly({
      startedAt: get('started_at'),
      completedAt: get('completed_at'),
      attempt: number('attempt'),
      progress: number('progress'),
      error: get('error'),
    }),
  };
}

function definedOnly<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

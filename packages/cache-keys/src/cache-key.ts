import type { FlowStage } from '@tributary/contracts';
import { documentTag, type KeySpace } from './key-space.js';

/** Variables that bound how long a value lives, with their defaults. */
export const cacheTtls = {
  REDIS_STATE_TTL: '7d',
  REDIS_LOCK_TIMEOUT: '10m',
  REDIS_OCR_CACHE_TTL: '7d',
  REDIS_TEXT_CACHE_TTL: '2d',
  REDIS_ENTITY_CACHE_TTL: '2d',
  REDIS_EXTRACTION_CACHE_TTL: '30d',
} as const;
export type CacheTtl = keyof typeof cacheTtls;

/** One value of a document in Redis: what stage writes it, what type it has, how long it lives. */
export interface OutputKey<T> {
  readonly kind: 'single';
  readonly name: string;
  readonly segment: string;
  readonly stage: FlowStage;
  readonly ttl: CacheTtl;
  /** Only the type matters; never set. */
  readonly value?: T;
}

/** Many values of a document under one name, one per member (a chunk). Its value in code is a record by member. */
export interface OutputFamily<T> {
  readonly kind: 'family';
  readonly name: string;
  readonly segment: string;
  readonly stage: FlowStage;
  readonly ttl: CacheTtl;
  readonly value?: Readonly<Record<string, T>>;
}

export type Output<T> = OutputKey<T> | (T extends Readonly<Record<string, infer Member>> ? OutputFamily<Member> : never);
export type AnyOutput = OutputKey<unknown> | OutputFamily<unknown>;
/** The value a stage reads or writes for an output. */
export type ValueOf<O> = O extends OutputKey<infer T> ? T : O extends OutputFamily<infer T> ? Readonly<Record<string, T>> : never;

/** The Redis key of an output, e.g. `{tributary:p0}:doc:ocr_result:<document_uuid>`. */
export function outputKey(space: KeySpace, output: AnyOutput, documentUuid: string, member?: string): string {
  const key = `${documentTag(space, documentUuid)}:doc:${output.segment}:${documentUuid}`;
  if (output.kind === 'single') return key;
  if (member === undefined) throw new Error(`${output.name} is a family: its key needs a member`);
  return `${key}:${member}`;
}

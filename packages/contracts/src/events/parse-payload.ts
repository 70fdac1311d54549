import { plainToInstance } from 'class-transformer';
import { type ValidationError, validateSync } from 'class-validator';
import { quickCheck } from './quick-check.js';
import type { EventClass } from './registry.js';

export interface Violation {
  /** Path of the field, e.g. `options.priority`. */
  readonly position: string;
  readonly rule: string;
}

export type Parsed<E> = { readonly ok: true; readonly event: E } | { readonly ok: false; readonly violations: readonly Violation[] };

/** Checks a decoded JSON value against a contract. Unknown fields are kept: a newer publisher may know more than we do. */
export function parsePayload<E extends object>(contract: EventClass<E>, json: unknown): Parsed<E> {
  if (json === null || typeof json !== 'object' || Array.isArray(json)) {
    return { ok: false, violations: [{ position: '', rule: 'data must be a JSON object' }] };
  }
  const valid = quickCheck(contract, json);
  if (valid !== undefined) return { ok: true, event: valid };
  const event = plainToInstance(contract, json);
  const errors = validateSync(event, { forbidUnknownValues: true });
  return errors.length === 0 ? { ok: true, event } : { ok: false, violations: errors.flatMap((error) => violationsOf(error, '')) };
}

function violationsOf(error: ValidationError, parent: string): Violation[] {
  const position = parent === '' ? error.property : `${parent}.${error.property}`;
  const own = Object.values(error.constraints ?? {}).map((rule) => ({ position, rule }));
  return [...own, ...(error.children ?? []).flatMap((child) => violationsOf(child, position))];
}

import type { FaultRow } from '../row.js';
import { momentRows } from './moment-rows.js';
import { processRows } from './process-rows.js';
import { redisRows } from './redis-rows.js';

/** The fault matrix, in the order of its numbers. */
export const matrix: readonly FaultRow[] = [...momentRows, ...processRows, ...redisRows].sort((a, b) => numberOf(a) - numberOf(b));

function numberOf({ id }: FaultRow): number {
  return Number.parseInt(id.slice(1), 10);
}

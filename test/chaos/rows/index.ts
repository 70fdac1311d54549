import type { FaultRow } from '../row.js';
import { deliveryRows } from './delivery-rows.js';
import { momentRows } from './moment-rows.js';
import { poisonRows } from './poison-rows.js';
import { processRows } from './process-rows.js';
import { redisRows } from './redis-rows.js';
import { restartRows } from './restart-rows.js';
import { stuckRows } from './stuck-rows.js';
import { versionRows } from './version-rows.js';

/** The fault matrix, in the order of its numbers. */
export const matrix: readonly FaultRow[] = [
  ...deliveryRows,
  ...momentRows,
  ...poisonRows,
  ...processRows,
  ...redisRows,
  ...restartRows,
  ...stuckRows,
  ...versionRows,
].sort((a, b) => numberOf(a) - numberOf(b));

function numberOf({ id }: FaultRow): number {
  return Number.parseInt(id.slice(1), 10);
}

import type { FaultRow } from '../row.js';
import { deliveryRows } from './delivery-rows.js';
import { loadRows } from './load-rows.js';
import { momentRows } from './moment-rows.js';
import { poisonRows } from './poison-rows.js';
import { processRows } from './process-rows.js';
import { redisRows } from './redis-rows.js';
import { restartRows } from './restart-rows.js';
import { soakRow } from './soak-row.js';
import { stuckRows } from './stuck-rows.js';
import { versionRows } from './version-rows.js';

/** The fault matrix, in the order of its numbers. */
export const matrix: readonly FaultRow[] = [
  ...deliveryRows,
  ...loadRows,
  ...momentRows,
  ...poisonRows,
  ...processRows,
  ...redisRows,
  ...restartRows,
  soakRow,
  ...stuckRows,
  ...versionRows,
].sort((a, b) => numberOf(a) - numberOf(b));

function numberOf({ id }: FaultRow): number {
  return Number.parseInt(id.slice(1), 10);
}

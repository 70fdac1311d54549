import type { FaultRow } from '../row.js';
import { clockRows } from './clock-rows.js';
import { deliveryRows } from './delivery-rows.js';
import { graphRows } from './graph-rows.js';
import { loadRows } from './load-rows.js';
import { momentRows } from './moment-rows.js';
import { networkRows } from './network-rows.js';
import { poisonRows } from './poison-rows.js';
import { postgresRows } from './postgres-rows.js';
import { processRows } from './process-rows.js';
import { redisRows } from './redis-rows.js';
import { restartRows } from './restart-rows.js';
import { soakRow } from './soak-row.js';
import { stuckRows } from './stuck-rows.js';
import { topologyRows } from './topology-rows.js';
import { versionRows } from './version-rows.js';

/** The fault matrix, in the order of its numbers. */
export const matrix: readonly FaultRow[] = [
  ...clockRows,
  ...deliveryRows,
  ...graphRows,
  ...loadRows,
  ...momentRows,
  ...networkRows,
  ...poisonRows,
  ...postgresRows,
  ...processRows,
  ...redisRows,
  ...restartRows,
  soakRow,
  ...stuckRows,
  ...topologyRows,
  ...versionRows,
].sort((a, b) => numberOf(a) - numberOf(b));

function numberOf({ id }: FaultRow): number {
  return Number.parseInt(id.slice(1), 10);
}

import { readGraph } from './graph.js';
import { type Record as Counts, countUnprojected, readEnds, readRecord } from './record.js';
import { compareRows, hashOf, type Rows, readRows } from './rows.js';
import { type Stores, withStores } from './stores.js';
import { readStreams } from './streams.js';

/** What is left of a run, as Postgres, Redis and Neo4j have it. */
export interface Finding extends Counts {
  /** Documents that ended in no visible way, and rows, nodes and edges that the fault-free run has and this one lacks. */
  readonly lost: number;
  /** Rows, nodes and edges beyond those of the fault-free run, and stages that ended more than once. */
  readonly doubled: number;
  /** What contradicts the invariants beyond the two counts: work left over, differences in words. */
  readonly unsettled: readonly string[];
  readonly hashes: Readonly<Record<string, string>>;
  readonly rows: Readonly<Record<string, Rows>>;
  /** When stages ended, in milliseconds since the epoch. */
  readonly ends: readonly number[];
  /** Bytes of all keys in Redis but the streams. */
  readonly redisBytes: number;
}

export interface Expectation {
  /** The fault-free run of the same corpus. */
  readonly golden?: Finding | undefined;
  /** What the names of documents begin with that are to be compared. */
  readonly harmless: string;
}

/** Whether every document has ended, nothing is under way and housekeeping is done. `live`: running services by consumer group. */
export async function isQuiet(stores: Stores, live: Readonly<Record<string, number>> = {}): Promise<boolean> {
  return withStores(stores, async (open) => {
    const { open: unended, unsent } = await readRecord(open);
    if (unended + unsent > 0 || (stores.neo4jUri !== undefined && (await countUnprojected(open)) > 0)) return false;
    const { work, untidy } = await readStreams(open, live);
    return work.length + untidy.length === 0;
  });
}

/** Looks once, when everything is at rest. */
export async function examine(
  stores: Stores,
  { golden, harmless }: Expectation,
  live: Readonly<Record<string, number>> = {},
): Promise<Finding> {
  return withStores(stores, async (open) => {
    const counts = await readRecord(open);
    const streams = await readStreams(open, live);
    const tables = await readRows(open, harmless);
    const rows = stores.neo4jUri === undefined ? tables : { ...tables, graph: await readGraph(stores.neo4jUri) };
    const unprojected = stores.neo4jUri === undefined ? 0 : await countUnprojected(open);
    const difference = golden === undefined ? { missing: 0, extra: 0, says: [] } : compareRows(golden.rows, rows);
    return {
      ...counts,
      lost: counts.open + difference.missing,
      doubled: counts.repeatedEnds + difference.extra,
      unsettled: [
        ...(counts.unsent > 0 ? [`${counts.unsent} unsent outbox rows`] : []),
        ...(counts.mismatched > 0 ? [`${counts.mismatched} failures without dead letter, or the other way round`] : []),
        ...(counts.incomplete > 0 ? [`${counts.incomplete} completed documents lack a stage`] : []),
        ...(counts.repeatedEnds > 0 ? [`${counts.repeatedEnds} stages ended more than once`] : []),
        ...(unprojected > 0 ? [`${unprojected} changes are not in the graph`] : []),
        ...streams.work,
        ...streams.untidy,
        ...difference.says,
      ],
      hashes: Object.fromEntries(Object.entries(rows).map(([table, multiset]) => [table, hashOf(multiset)])),
      rows,
      ends: await readEnds(open),
      redisBytes: streams.bytes,
    };
  });
}

import type { FlowStage } from '@tributary/contracts';
import type { Finding } from './checker/examine.js';
import type { Site } from './site.js';
import type { Topology } from './topology.js';

/** What a row's fault may touch. */
export interface Scene {
  readonly site: Site;
  /** Whether the run has its small size. */
  readonly reduced: boolean;
  readonly seed: number;
  /** File names of the corpus. */
  readonly names: readonly string[];
  /** Deterministic, in [0, 1). */
  readonly random: () => number;
  /** Resolves once this many more milliseconds of the run have passed, or the run is over. */
  pause(ms: number): Promise<void>;
  /** Resolves after this many milliseconds, whatever becomes of the run: for the length of an outage. */
  outage(ms: number): Promise<void>;
  /** False once every document has ended and nothing is under way: the fault stops then. */
  running(): boolean;
  /** Counts faults that were injected, at their end. What comes after the run is over does not count. */
  injected(count?: number): void;
  /** What the row itself found wrong: a fault that did not happen where it should, an effect that must not be. */
  demand(holds: boolean, otherwise: string): void;
}

/** How many documents there are in the end, and how they ended. */
export interface Ends {
  readonly accepted: number;
  readonly completed: number;
  readonly failed: number;
}

/** One row of the fault matrix: what is done to the pipeline while a corpus runs, and what may come of it. */
export interface FaultRow {
  readonly id: string;
  readonly title: string;
  /** Runs in CI, at reduced size. */
  readonly starred: boolean;
  /** Documents in CI and in a full run. */
  readonly documents: readonly [reduced: number, full: number];
  /** Milliseconds over which the documents arrive, so that the fault meets a run that is under way. Absent: all at once. */
  readonly arriveOverMs?: readonly [reduced: number, full: number];
  /** Faults that must have been injected while the run was under way; otherwise the row has shown nothing. Default: one, or none without `fault`. */
  readonly leastFaults?: readonly [reduced: number, full: number];
  readonly workersPerStage?: number;
  /** Harmful documents by the prefix of their name; each must end as failed. */
  readonly harmful?: Readonly<Record<string, number>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** What a full run sets beyond that, or otherwise. */
  readonly fullEnvironment?: Readonly<Record<string, string>>;
  /** What the n-th service of a stage has beyond that; the one cleanup service is the first of its kind. */
  environmentOf?(n: number): Readonly<Record<string, string>>;
  /**
   * The fault hands in the corpus itself, as an upstream system does, on the public streams of a gateway that runs too; and it decides when the run is over.
   * By default the corpus is handed in beside it, and the run ends with the corpus.
   */
  readonly leads?: boolean;
  /** Stages that run as the real service instead of stub work. */
  readonly realStages?: readonly FlowStage[];
  /** What the fault-free run needs too, where the real graph stage writes to a graph of its own. */
  graph?(site: Site): Promise<Topology>;
  /** Servers beside or instead of the one Redis. */
  topology?(site: Site, reduced: boolean): Promise<Topology>;
  /** Largest share of redundant runs, in percent. */
  readonly wastePercent: number;
  /** Longest time from the end of a fault to nine tenths of the throughput before, in milliseconds. */
  readonly recoveryMs?: number;
  /** Longest time from the grant of a run that was killed to the next, in milliseconds. */
  readonly restartMs?: number;
  /** Whether services may end by themselves or by their documents' doing. Otherwise one that does is a problem. */
  readonly mayDie?: boolean;
  /** Whether the same work may run twice at a time: a blocked event loop cannot notice that it lost its lease. */
  readonly mayOverlap?: boolean;
  /** Absent: the documents are the fault. */
  fault?(scene: Scene): Promise<void>;
  /** What is done, and looked at, after everything has come to rest and while the services still run. */
  afterwards?(scene: Scene): Promise<void>;
  /** Whether the row can run here; otherwise why not. */
  unavailable?(site: Site): string | undefined | Promise<string | undefined>;
  /** What becomes of the documents, where it is not that the harmless ones complete and the others fail. */
  ends?(documents: number): Ends;
  /** Entries that the fault puts where they must be refused. */
  readonly planted?: number;
  /** Absent: the rows that are left are compared with those of a fault-free run. */
  readonly golden?: 'none';
  /** Further conditions beyond nothing lost and nothing doubled. */
  check?(finding: Finding): readonly string[];
}

export interface RowResult {
  readonly row: FaultRow;
  readonly seed: number;
  readonly documents: number;
  readonly faults: number;
  readonly finding: Finding;
  /** Longest time from the end of a fault to nine tenths of the throughput before it, or to rest, in milliseconds. */
  readonly recoveryMs: number;
  /** Bytes of all keys in Redis but the streams for each document, as a share of those after the fault-free run (I8). */
  readonly memory: number | undefined;
  /** External calls made again under the same key: waste, not failure (I3). */
  readonly repeatedCalls: number;
  readonly problems: readonly string[];
}

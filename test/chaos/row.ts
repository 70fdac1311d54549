import type { Finding } from './checker.js';
import type { Site } from './site.js';

/** What a row's fault may touch. */
export interface Scene {
  readonly site: Site;
  readonly reduced: boolean;
  readonly seed: number;
  /** File names of the corpus. */
  readonly names: readonly string[];
  /** Deterministic, in [0, 1). */
  readonly random: () => number;
  /** Resolves once this many more milliseconds of the run have passed, or the run is over. */
  pause(ms: number): Promise<void>;
  /** False once every document has ended and nothing is under way: the fault stops then. */
  running(): boolean;
  /** Counts one injected fault. */
  injected(count?: number): void;
  /** What the row itself found wrong: a fault that did not happen where it should, an effect that must not be. */
  demand(holds: boolean, otherwise: string): void;
}

/** One row of the fault matrix: what is done to the pipeline while a corpus runs, and what may come of it. */
export interface FaultRow {
  readonly id: string;
  readonly title: string;
  /** Runs in CI, at reduced size. */
  readonly starred: boolean;
  /** Documents in CI and in a full run. */
  readonly documents: readonly [reduced: number, full: number];
  readonly workersPerStage?: number;
  /** Harmful documents by the prefix of their name; each must end as failed. */
  readonly harmful?: Readonly<Record<string, number>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** Fewer injected faults than this, in CI and in a full run, prove nothing: the row fails. */
  readonly leastFaults?: readonly [reduced: number, full: number];
  /** The fault hands in the corpus itself and decides when the run is over. By default the corpus is there before the fault begins, and the run ends with it. */
  readonly leads?: boolean;
  /** Largest share of redundant runs, in percent. */
  readonly wastePercent: number;
  fault(scene: Scene): Promise<void>;
  /** What is done, and looked at, after everything has come to rest and while the services still run. */
  afterwards?(scene: Scene): Promise<void>;
  /** Whether the row can run here; otherwise why not. */
  unavailable?(): string | undefined;
  /** Further conditions beyond nothing lost and nothing doubled. */
  check?(finding: Finding): readonly string[];
}

export interface RowResult {
  readonly row: FaultRow;
  readonly seed: number;
  readonly documents: number;
  readonly faults: number;
  readonly finding: Finding;
  /** From the end of the last fault to the last document, in milliseconds. */
  readonly recoveryMs: number;
  readonly problems: readonly string[];
}

/** Structured log: a constant phrase, facts as fields. Never text of a document, prompts or secrets. */
export interface Logger {
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void;
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** Counts and times, by stage. Labels are bounded: never an id. */
export interface StageMetrics {
  ended(stage: string, outcome: string, durationMs: number): void;
  lookup(stage: string, hit: boolean): void;
  memo(stage: string, hits: number, misses: number): void;
}

export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
export const noMetrics: StageMetrics = { ended() {}, lookup() {}, memo() {} };

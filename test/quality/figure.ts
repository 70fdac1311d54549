/** One measured figure of `npm run quality`. Values in percent unless the unit says otherwise. */
export interface Figure {
  /** Stable name: the key in the file of current figures. */
  readonly id: string;
  readonly value: number;
  readonly target?: number;
  /** What others reach, in words: `regex 25, compromise 36`. */
  readonly baselines?: string;
  readonly unit?: string;
  /** Not compared with the file of figures: it depends on the machine, or counts errors. */
  readonly informative?: boolean;
}

/** A part of the report. */
export interface Section {
  readonly title: string;
  measure(dataDir: string): Promise<readonly Figure[]> | readonly Figure[];
}

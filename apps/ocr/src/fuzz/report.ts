export interface FuzzRun {
  readonly format: string;
  /** `text`, `partial`, `empty`, or the code it failed with. */
  readonly end: string;
  readonly seconds: number;
}

/** The service may keep this much more memory at the end than after its first tenth of files. Bytes. */
const leakBytes = 150 * 1024 * 1024;

/** Adds up how damaged files ended. */
export class FuzzReport {
  private readonly runs: FuzzRun[] = [];
  private readonly lost: number[] = [];
  private early: number | undefined;

  add(run: FuzzRun): void {
    this.runs.push(run);
    if (this.runs.length === 200) this.early = process.memoryUsage().rss;
  }

  /** A good file was not read while damaged ones were. */
  goodLost(seed: number): void {
    this.lost.push(seed);
  }

  get isClean(): boolean {
    return this.lost.length === 0 && !this.runs.some(({ end }) => end === 'bug') && this.growth() < leakBytes;
  }

  /** One row for each format, in Markdown. */
  table(samples: number): string {
    const ends = [...new Set(this.runs.map(({ end }) => end))].sort();
    const formats = [...new Set(this.runs.map(({ format }) => format))].sort();
    const rows = formats.map((format) => {
      const runs = this.runs.filter((run) => run.format === format);
      const slowest = Math.max(...runs.map(({ seconds }) => seconds));
      return `| ${format} | ${runs.length} | ${ends.map((end) => runs.filter((run) => run.end === end).length || '').join(' | ')} | ${slowest.toFixed(1)} |`;
    });
    const head = `| format | files | ${ends.join(' | ')} | slowest, s |\n|${' --- |'.repeat(ends.length + 3)}\n`;
    const megabytes = Math.round(this.growth() / 1024 / 1024);
    return `${this.runs.length} damaged files from ${samples} samples; the service grew by ${megabytes} MB; good files lost: ${this.lost.length}\n\n${head}${rows.join('\n')}\n`;
  }

  private growth(): number {
    return this.early === undefined ? 0 : process.memoryUsage().rss - this.early;
  }
}

import { ReaderChild, type RunningJob } from './reader-child.js';
import type { ReaderSettings } from './reader-settings.js';

/** Runs jobs in a bounded number of killable children. A child that is lost is replaced; its job fails and the others go on. */
export class ReaderPool {
  private readonly idle: ReaderChild[] = [];
  private readonly all = new Set<ReaderChild>();
  private readonly waiting: (() => void)[] = [];
  private busy = 0;
  private closed = false;

  constructor(private readonly settings: ReaderSettings) {}

  /** Jobs at once; more wait their turn in order. */
  get width(): number {
    return this.settings.children;
  }

  /** Resolves with the document's warnings. Rejects with `ReaderFailure`, or with the reason of the job's signal. */
  async run(job: RunningJob): Promise<readonly string[]> {
    await this.turn(job.signal);
    const child = this.childFor(job.key);
    try {
      return await child.run(job);
    } finally {
      await this.giveBack(child);
      this.busy -= 1;
      this.waiting.shift()?.();
    }
  }

  /** Kills every child; jobs that are running fail. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.all].map((child) => child.close()));
    this.all.clear();
    this.idle.length = 0;
  }

  private async turn(signal: AbortSignal | undefined): Promise<void> {
    while (this.busy >= this.settings.children && !this.closed) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
      if (signal?.aborted === true) this.waiting.shift()?.();
      signal?.throwIfAborted();
    }
    if (this.closed) throw new Error('the pool of readers is closed');
    this.busy += 1;
  }

  /** A child that has the document's bytes already is best; then any that is idle; then a new one. */
  private childFor(key: string): ReaderChild {
    const at = Math.max(
      0,
      this.idle.findIndex((child) => child.has(key)),
    );
    const [child] = this.idle.splice(at, 1);
    if (child?.isAlive === true) return child;
    if (child !== undefined) this.all.delete(child);
    const fresh = new ReaderChild(this.settings);
    this.all.add(fresh);
    return fresh;
  }

  private async giveBack(child: ReaderChild): Promise<void> {
    if (child.isAlive && child.jobs < this.settings.jobsPerChild && !this.closed) {
      this.idle.push(child);
      return;
    }
    this.all.delete(child);
    await child.close();
  }
}

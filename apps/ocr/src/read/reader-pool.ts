import { ReaderChild, type RunningJob } from './reader-child.js';
import type { ReaderSettings } from './reader-settings.js';

interface Waiting {
  readonly key: string;
  start(): void;
  refuse(error: unknown): void;
}

/**
 * Runs jobs in a bounded number of killable children. A child that is lost is replaced; its job fails and the others go on.
 * Who has the fewest jobs running is next, so that a document of a thousand pages leaves a child to one of a single page (P-73).
 */
export class ReaderPool {
  private readonly idle: ReaderChild[] = [];
  private readonly all = new Set<ReaderChild>();
  private readonly waiting: Waiting[] = [];
  /** Jobs running, by the document they are about. */
  private readonly running = new Map<string, number>();
  private busy = 0;
  private closed = false;

  constructor(private readonly settings: ReaderSettings) {}

  /** Jobs at once; more wait their turn. */
  get width(): number {
    return this.settings.children;
  }

  /** Resolves with the document's warnings. Rejects with `ReaderFailure`, or with the reason of the job's signal. */
  async run(job: RunningJob): Promise<readonly string[]> {
    await this.turn(job);
    this.running.set(job.key, (this.running.get(job.key) ?? 0) + 1);
    const child = this.childFor(job.key);
    try {
      return await child.run(job);
    } finally {
      await this.giveBack(child);
      this.endTurn(job.key);
    }
  }

  /** Kills every child; jobs that are running or waiting fail. */
  async close(): Promise<void> {
    this.closed = true;
    for (const { refuse } of this.waiting.splice(0)) refuse(closedError());
    await Promise.all([...this.all].map((child) => child.close()));
    this.all.clear();
    this.idle.length = 0;
  }

  private async turn({ key, signal }: RunningJob): Promise<void> {
    if (this.closed) throw closedError();
    signal?.throwIfAborted();
    if (this.busy < this.settings.children) {
      this.busy += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const leave = () => {
        this.waiting.splice(this.waiting.indexOf(waiting), 1);
        reject(signal?.reason as Error);
      };
      const waiting: Waiting = {
        key,
        start: () => {
          signal?.removeEventListener('abort', leave);
          resolve();
        },
        refuse: (error) => {
          signal?.removeEventListener('abort', leave);
          reject(error as Error);
        },
      };
      this.waiting.push(waiting);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }

  /** Hands the turn on to who waits, or leaves it free. */
  private endTurn(key: string): void {
    const left = (this.running.get(key) ?? 1) - 1;
    if (left === 0) this.running.delete(key);
    else this.running.set(key, left);
    const next = this.nextWaiting();
    if (next === undefined) this.busy -= 1;
    else next.start();
  }

  /** The first of those whose document has the fewest jobs running. */
  private nextWaiting(): Waiting | undefined {
    const counts = this.waiting.map(({ key }) => this.running.get(key) ?? 0);
    const at = counts.indexOf(Math.min(...counts));
    return at < 0 ? undefined : this.waiting.splice(at, 1)[0];
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

function closedError(): Error {
  return new Error('the pool of readers is closed');
}

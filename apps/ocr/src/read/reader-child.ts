import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { ReaderCommand, ReaderJob, ReaderReply } from './protocol.js';
import { ReaderFailure } from './reader-failure.js';
import type { ReaderSettings } from './reader-settings.js';
import { residentBytes } from './resident-bytes.js';

/** How often memory is looked at; a parser fills about 200 MB in this time. */
const watchMs = 100;

export interface RunningJob {
  /** Hash of the document's bytes. */
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly job: ReaderJob;
  /** Called for every answer in order; the next file waits until this is done with the last. */
  readonly onReply: (reply: ReaderReply) => Promise<void> | void;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** One child process that reads. It is killed, not asked: a parser that hangs does not listen. */
export class ReaderChild {
  private readonly process: ChildProcess;
  private readonly watch: NodeJS.Timeout;
  private readonly ended: Promise<void>;
  private loaded: string | undefined;
  private cause: ReaderFailure | undefined;
  private fail: ((failure: Error) => void) | undefined;
  jobs = 0;

  constructor(private readonly settings: ReaderSettings) {
    const { engine, modelsFolder, childEntry = join(import.meta.dirname, 'child-main.js') } = settings;
    this.process = fork(childEntry, [JSON.stringify({ engine, ...(modelsFolder === undefined ? {} : { modelsFolder }) })], {
      serialization: 'advanced',
      // No variable of this service is any of a parser's business.
      env: { NODE_ENV: 'production' },
      execArgv: [`--max-old-space-size=${Math.round(settings.maxChildBytes / 2 / 1024 / 1024)}`],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.ended = new Promise((resolve) => this.process.once('exit', () => resolve()));
    this.process.once('exit', (code, signal) => this.lost(`the reader ended by itself (${signal ?? `code ${code}`})`));
    this.process.on('error', (error) => this.lost(error.message));
    this.watch = setInterval(() => void this.checkMemory(), watchMs);
    this.watch.unref();
  }

  get isAlive(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null && this.process.connected;
  }

  /** Whether the bytes of this document were sent already. */
  has(key: string): boolean {
    return this.loaded === key;
  }

  /** Runs one job to its end. Rejects with `ReaderFailure`, or with the reason of `signal`. One at a time. */
  async run(running: RunningJob): Promise<readonly string[]> {
    this.jobs += 1;
    const { signal, timeoutMs } = running;
    signal?.throwIfAborted();
    let timer: NodeJS.Timeout | undefined;
    const stop = () => this.kill(new ReaderFailure('document_timeout', 'the work was called off', true));
    const restart = () => {
      clearTimeout(timer);
      timer = setTimeout(
        () => this.kill(new ReaderFailure('page_timeout', `a page took more than ${timeoutMs / 1000} s`, true)),
        timeoutMs,
      );
    };
    restart();
    signal?.addEventListener('abort', stop, { once: true });
    try {
      return await this.exchange(running, restart);
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    }
  }

  kill(cause?: ReaderFailure): void {
    this.cause ??= cause;
    this.process.kill('SIGKILL');
  }

  /** Kills the child and waits until it is gone. */
  async close(): Promise<void> {
    this.kill();
    await this.ended;
  }

  private exchange({ key, bytes, job, onReply }: RunningJob, heard: () => void): Promise<readonly string[]> {
    return new Promise((resolve, reject) => {
      let last: Promise<void> | void;
      const listen = (reply: ReaderReply) => {
        heard();
        if (reply.kind === 'done') last = settle(() => resolve(reply.warnings), last);
        else if (reply.kind === 'failed') last = settle(() => reject(new ReaderFailure(reply.code, reply.message, false)), last);
        else last = this.hand(reply, onReply, last).then(heard, finish);
      };
      const finish = (error: Error) => {
        this.process.off('message', listen);
        this.fail = undefined;
        reject(error);
      };
      const settle = async (end: () => void, before: Promise<void> | void) => {
        await before;
        this.process.off('message', listen);
        this.fail = undefined;
        end();
      };
      this.fail = finish;
      this.process.on('message', listen);
      if (this.cause !== undefined || !this.isAlive) this.lost('the reader has ended');
      if (this.loaded !== key) this.send({ kind: 'bytes', key, bytes });
      this.loaded = key;
      this.send({ kind: 'job', key, job });
    });
  }

  private async hand(reply: ReaderReply, onReply: RunningJob['onReply'], before: Promise<void> | void): Promise<void> {
    await before;
    await onReply(reply);
    if (reply.kind === 'file') this.send({ kind: 'next_file' });
  }

  private send(command: ReaderCommand): void {
    // A child that dies while it is being written to is reported by its exit, with the reason.
    if (this.process.connected) this.process.send(command, () => undefined);
  }

  private lost(message: string): void {
    clearInterval(this.watch);
    this.fail?.(this.cause ?? new ReaderFailure('corrupt', message, true));
  }

  private async checkMemory(): Promise<void> {
    const { maxChildBytes } = this.settings;
    const used = this.process.pid === undefined ? undefined : await residentBytes(this.process.pid);
    if (used === undefined || used <= maxChildBytes) return;
    this.kill(new ReaderFailure('too_large', `reading it needs more than ${Math.round(maxChildBytes / 1024 / 1024)} MB of memory`, true));
  }
}

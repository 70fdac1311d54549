import { join } from 'node:path';
import { ChildLost, KillableChild } from '@tributary/providers/children';
import type { ReaderCommand, ReaderJob, ReaderReply } from './protocol.js';
import { ReaderFailure } from './reader-failure.js';
import type { ReaderSettings } from './reader-settings.js';

export interface RunningJob {
  /** Hash of the document's bytes. */
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly job: ReaderJob;
  /** Called for every answer in order; the next file waits until this is done with the last. */
  readonly onReply: (reply: ReaderReply) => Promise<void> | void;
  /** From one answer to the next. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** Starting a process on a machine that is busy takes seconds, which are not the document's; one that has not begun by then never will. */
const startMs = 60_000;

/** One child process that reads, one job at a time. */
export class ReaderChild {
  private readonly child: KillableChild<ReaderCommand, ReaderReply>;
  private loaded: string | undefined;
  jobs = 0;

  constructor({ engine, maxChildBytes, childEntry = join(import.meta.dirname, 'child-main.js') }: ReaderSettings) {
    this.child = new KillableChild({ entry: childEntry, args: [JSON.stringify(engine)], maxBytes: maxChildBytes });
  }

  get isAlive(): boolean {
    return this.child.isAlive;
  }

  /** Whether the bytes of this document were sent already. */
  has(key: string): boolean {
    return this.loaded === key;
  }

  close(): Promise<void> {
    return this.child.close();
  }

  /** Runs one job to its end and resolves with the document's warnings. Rejects with `ReaderFailure`, or with the reason of `signal`. */
  async run(running: RunningJob): Promise<readonly string[]> {
    const { signal, timeoutMs } = running;
    this.jobs += 1;
    signal?.throwIfAborted();
    let timer: NodeJS.Timeout | undefined;
    const restart = (limitMs = timeoutMs) => {
      clearTimeout(timer);
      timer = setTimeout(() => this.child.kill(new ChildLost('time', `a page took more than ${limitMs / 1000} s`)), limitMs);
    };
    const callOff = () => this.child.kill(new ChildLost('called_off', 'the work was called off'));
    restart(Math.max(startMs, timeoutMs));
    signal?.addEventListener('abort', callOff, { once: true });
    try {
      return await this.exchange(running, restart);
    } catch (error) {
      signal?.throwIfAborted();
      throw error instanceof ChildLost ? failureOf(error) : error;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', callOff);
      this.child.onReply = undefined;
      this.child.onLost = undefined;
    }
  }

  private exchange({ key, bytes, job, onReply }: RunningJob, heard: () => void): Promise<readonly string[]> {
    return new Promise((resolve, reject) => {
      let handed: Promise<void> = Promise.resolve();
      const hand = async (reply: ReaderReply) => {
        if (reply.kind === 'done') return resolve(reply.warnings);
        if (reply.kind === 'begun') return;
        if (reply.kind === 'failed') return reject(new ReaderFailure(reply.code, reply.message, false));
        await onReply(reply);
        if (reply.kind === 'file') this.child.send({ kind: 'next_file' });
        heard();
      };
      this.child.onReply = (reply) => {
        heard();
        handed = handed.then(() => hand(reply)).catch(reject);
      };
      this.child.onLost = reject;
      if (!this.child.isAlive) reject(new ChildLost('ended', 'the reader has ended'));
      if (this.loaded !== key) this.child.send({ kind: 'bytes', key, bytes });
      this.loaded = key;
      this.child.send({ kind: 'job', key, job });
    });
  }
}

function failureOf(lost: ChildLost): ReaderFailure {
  const code = { time: 'page_timeout', memory: 'too_large', called_off: 'document_timeout', ended: 'corrupt' } as const;
  return new ReaderFailure(code[lost.reason], lost.reason === 'memory' ? `reading it: ${lost.message}` : lost.message, true);
}

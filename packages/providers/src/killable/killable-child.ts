import { type ChildProcess, fork } from 'node:child_process';
import { residentBytes } from './resident-bytes.js';

/** Why a child is gone: killed for time or memory, called off, or fallen over by itself. */
export class ChildLost extends Error {
  override readonly name = 'ChildLost';

  constructor(
    readonly reason: 'time' | 'memory' | 'called_off' | 'ended',
    message: string,
  ) {
    super(message);
  }
}

export interface ChildSettings {
  /** Compiled module that the child runs. */
  readonly entry: string;
  readonly args?: readonly string[];
  /** All memory of it and of the programs it started; a child that needs more is killed. Bytes. */
  readonly maxBytes: number;
}

/** How often memory is looked at; a parser fills about 200 MB in this time. */
const watchMs = 100;

/**
 * A process for work on bytes that nobody vouches for. It is killed, not asked: a parser that hangs does not listen. The programs it started die with it.
 * It gets no environment, so nothing this process knows reaches it but what it is sent. `onReply` and `onLost` are called in order of events.
 */
export class KillableChild<Command extends object, Reply> {
  onReply: ((reply: Reply) => void) | undefined;
  onLost: ((lost: ChildLost) => void) | undefined;
  private readonly process: ChildProcess;
  private readonly watch: NodeJS.Timeout;
  private readonly ended: Promise<void>;
  private cause: ChildLost | undefined;

  constructor(private readonly settings: ChildSettings) {
    const { entry, args = [], maxBytes } = settings;
    this.process = fork(entry, [...args], {
      serialization: 'advanced',
      env: { NODE_ENV: 'production' },
      // Half for JavaScript: images and the memory of WebAssembly lie outside its heap.
      execArgv: [`--max-old-space-size=${Math.round(maxBytes / 2 / 1024 / 1024)}`],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      // A process group of its own, so that what it started can be killed with it.
      detached: true,
    });
    this.process.on('message', (reply: Reply) => this.onReply?.(reply));
    this.process.on('error', (error) => this.lost(error.message));
    this.ended = new Promise((resolve) => {
      this.process.once('exit', (code, signal) => {
        this.killGroup();
        this.lost(`the child ended by itself (${signal ?? `code ${code}`})`);
        resolve();
      });
    });
    this.watch = setInterval(() => void this.checkMemory(), watchMs);
    this.watch.unref();
  }

  get isAlive(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null && this.process.connected && this.cause === undefined;
  }

  send(command: Command): void {
    // A child that dies while it is being written to is reported by its exit, with the reason.
    if (this.process.connected) this.process.send(command, () => undefined);
  }

  kill(cause: ChildLost): void {
    this.cause ??= cause;
    if (this.process.exitCode === null && this.process.signalCode === null) this.killGroup();
  }

  /** Kills the child and waits until it is gone. */
  async close(): Promise<void> {
    this.kill(new ChildLost('called_off', 'the child was closed'));
    await this.ended;
  }

  private killGroup(): void {
    if (this.process.pid === undefined) return;
    try {
      process.kill(-this.process.pid, 'SIGKILL');
    } catch (error) {
      // Nobody of the group is left.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  private lost(message: string): void {
    clearInterval(this.watch);
    this.cause ??= new ChildLost('ended', message);
    this.onLost?.(this.cause);
  }

  private async checkMemory(): Promise<void> {
    const { maxBytes } = this.settings;
    const used = this.process.pid === undefined ? undefined : await residentBytes(this.process.pid);
    if (used === undefined || used <= maxBytes) return;
    this.kill(new ChildLost('memory', `it needs more than ${Math.round(maxBytes / 1024 / 1024)} MB of memory`));
  }
}

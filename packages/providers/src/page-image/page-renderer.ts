import { join } from 'node:path';
import { RetryableError, TerminalError } from '@tributary/stage-kit';
import { ChildLost, KillableChild } from '../killable/killable-child.js';
import type { RenderOptions } from './render-page.js';

export type { PageImageFormat } from './render-page.js';

export interface PageRendererSettings {
  /** Pages drawn at once; more wait their turn. */
  readonly atOnce: number;
  /** Pages that may wait; more are turned away. */
  readonly mostWaiting: number;
  readonly timeoutMs: number;
  /** Of one child. Bytes. */
  readonly maxBytes: number;
  /** Compiled entry of the child, when it is not beside this module. */
  readonly childEntry?: string;
}

export const defaultPageRendererSettings: PageRendererSettings = {
  atOnce: 2,
  mostWaiting: 50,
  timeoutMs: 30_000,
  maxBytes: 1024 * 1024 * 1024,
};

export interface RenderRequest extends RenderOptions {
  readonly bytes: Uint8Array;
  /** From 1. */
  readonly pageNumber: number;
  readonly signal?: AbortSignal;
}

type Command = { readonly bytes: Uint8Array; readonly pageNumber: number } & RenderOptions;
type Reply = { readonly image: Uint8Array } | { readonly failure: string };

/** Draws pages of stored documents, each in a child of its own that is killed when it takes too long or too much. */
export class PageRenderer {
  private readonly waiting: (() => void)[] = [];
  private busy = 0;

  constructor(private readonly settings: PageRendererSettings = defaultPageRendererSettings) {}

  /** Throws `TerminalError`: `corrupt` for a page that cannot be drawn or is not there, `page_timeout`, `too_large`; `RetryableError` when too many wait, or the reason of `signal`. */
  async render(request: RenderRequest): Promise<Uint8Array> {
    if (this.waiting.length >= this.settings.mostWaiting) throw new RetryableError('timeout', 'too many page images are being drawn');
    while (this.busy >= this.settings.atOnce) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.busy += 1;
    try {
      request.signal?.throwIfAborted();
      return await this.renderInChild(request);
    } catch (error) {
      request.signal?.throwIfAborted();
      throw error instanceof ChildLost ? failureOf(error) : error;
    } finally {
      this.busy -= 1;
      this.waiting.shift()?.();
    }
  }

  private async renderInChild({ signal, ...command }: RenderRequest): Promise<Uint8Array> {
    const { timeoutMs, maxBytes, childEntry = join(import.meta.dirname, 'render-child.js') } = this.settings;
    const child = new KillableChild<Command, Reply>({ entry: childEntry, maxBytes });
    const timer = setTimeout(
      () => child.kill(new ChildLost('time', `drawing page ${command.pageNumber} took more than ${timeoutMs / 1000} s`)),
      timeoutMs,
    );
    const callOff = () => child.kill(new ChildLost('called_off', 'drawing was called off'));
    signal?.addEventListener('abort', callOff, { once: true });
    try {
      const reply = await new Promise<Reply>((resolve, reject) => {
        child.onReply = resolve;
        child.onLost = reject;
        child.send(command);
      });
      if ('failure' in reply) throw new TerminalError('corrupt', reply.failure);
      return reply.image;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', callOff);
      await child.close();
    }
  }
}

function failureOf(lost: ChildLost): TerminalError {
  const code = { time: 'page_timeout', memory: 'too_large', called_off: 'corrupt', ended: 'corrupt' } as const;
  return new TerminalError(code[lost.reason], lost.message, { cause: lost });
}

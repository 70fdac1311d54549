import { openDocument, ParseFailure, reasonOf } from '@tributary/parsing';
import { type EngineSettings, type OcrEngine, openEngine } from '@tributary/providers';
import { PageReader } from './page-reader.js';
import type { ReaderCommand, ReaderJob, ReaderReply, ReadJob } from './protocol.js';

type Send = (reply: ReaderReply) => Promise<void>;

/** Does one job after the other on the document it was sent last. */
export class ChildJobs {
  private document: { readonly key: string; readonly bytes: Uint8Array } | undefined;
  private pages: PageReader | undefined;
  private fileStored: (() => void) | undefined;
  private opened: Promise<OcrEngine> | undefined;

  constructor(
    private readonly engine: EngineSettings,
    private readonly send: Send,
  ) {}

  take(command: ReaderCommand): void {
    switch (command.kind) {
      case 'bytes':
        this.pages?.close();
        this.pages = undefined;
        this.document = { key: command.key, bytes: command.bytes };
        return;
      case 'next_file':
        this.fileStored?.();
        return;
      case 'job':
        void this.run(command.key, command.job);
    }
  }

  private async run(key: string, job: ReaderJob): Promise<void> {
    try {
      await this.send({ kind: 'begun' });
      if (this.document?.key !== key) throw new Error(`the bytes of ${key} were not sent`);
      await this.send({ kind: 'done', warnings: await this.perform(this.document.bytes, job) });
    } catch (error) {
      const code = error instanceof ParseFailure ? error.code : 'corrupt';
      await this.send({ kind: 'failed', code, message: reasonOf(error) });
    }
  }

  private async perform(bytes: Uint8Array, job: ReaderJob): Promise<readonly string[]> {
    switch (job.kind) {
      case 'read':
        return this.read(bytes, job);
      case 'recognize':
        this.pages ??= new PageReader(bytes, this.open());
        await this.send({ kind: 'recognized', page: await this.pages.read(job) });
        return [];
      case 'draw':
        this.pages ??= new PageReader(bytes, this.open());
        await this.send({ kind: 'drawn', ...(await this.pages.draw(job)) });
        return [];
    }
  }

  /** Models are loaded when there are pixels to read: most documents have none. */
  private open(): Promise<OcrEngine> {
    this.opened ??= openEngine(this.engine);
    return this.opened;
  }

  private async read(bytes: Uint8Array, { firstPage, ...options }: ReadJob): Promise<readonly string[]> {
    const { type, reading } = await openDocument(bytes, options);
    try {
      await this.send({ kind: 'opened', mime: type.mime, pageCount: reading.pageCount, properties: reading.properties });
      for await (const draft of reading.pages(firstPage)) await this.send({ kind: 'page', draft });
      for (const file of reading.files()) {
        const stored = new Promise<void>((resolve) => (this.fileStored = resolve));
        await this.send({ kind: 'file', file });
        await stored;
      }
      return reading.warnings;
    } finally {
      await reading.close();
    }
  }
}

import { type CloudEvent, type DocumentSubmitted, documentUuidOf } from '@tributary/contracts';
import type { Acceptance, Intake } from '@tributary/database';
import type { ObjectStore } from '@tributary/object-store';
import { TerminalError } from '@tributary/stage-kit';
import { type LocatedContent, locateContent } from './locate-content.js';
import type { MemoryGate } from './memory-gate.js';

export type SubmittedEvent = Pick<CloudEvent<DocumentSubmitted>, 'id' | 'source' | 'data' | 'traceparent'>;

/** The one way into the system: what comes over HTTP and what comes over the public stream is accepted by the same transaction. */
export class DocumentIntake {
  constructor(
    private readonly record: Intake,
    private readonly store: ObjectStore,
    private readonly gate: Pick<MemoryGate, 'require'>,
  ) {}

  /** Accepts a submission whose bytes must be there: throws `TerminalError` when the source is missing, forbidden or too large. */
  async accept(
    event: SubmittedEvent,
    signal?: AbortSignal,
  ): Promise<{ readonly acceptance: Acceptance; readonly content: LocatedContent }> {
    await this.gate.require();
    const content = await locateContent(this.store, event.data, signal);
    return { acceptance: await this.write(event, content), content };
  }

  /** Accepts a submission in any case: one whose bytes cannot be had becomes a document that fails in its first stage, where everybody sees it. */
  async acceptAnyway(event: SubmittedEvent, signal?: AbortSignal): Promise<Acceptance> {
    const content = await locateContent(this.store, event.data, signal).catch((error: unknown): LocatedContent => {
      if (error instanceof TerminalError) return {};
      throw error;
    });
    return this.write(event, content);
  }

  private write({ id, source, data, traceparent }: SubmittedEvent, { contentUri, sha256, size }: LocatedContent): Promise<Acceptance> {
    const document_uuid = data.document_uuid ?? documentUuidOf(source, id);
    const known = { ...(sha256 === undefined ? {} : { sha256 }), ...(size === undefined ? {} : { size }) };
    return this.record.accept({
      source,
      eventId: id,
      data: { ...data, document_uuid, ...known },
      ...(traceparent === undefined ? {} : { traceparent }),
      ...(contentUri === undefined ? {} : { contentUri }),
    });
  }
}

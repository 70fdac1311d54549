import { publicStreamKey } from '@tributary/cache-keys';
import {
  type CloudEvent,
  DocumentCleanupRequested,
  DocumentSubmitted,
  deriveUuid,
  documentUuidOf,
  type EventClass,
  encodeCloudEvent,
  parsePayload,
} from '@tributary/contracts';
import { appendUntilStored } from './append-until-stored.js';

export interface PublisherOptions {
  /** A user with `+xadd` on the two public streams is enough. */
  readonly redisUrl: string;
  /** `REDIS_KEY_PREFIX` of the installation. */
  readonly prefix?: string;
  /** Who publishes, as a URI reference such as `/crm`. Together with an event's id it says which event it is. */
  readonly source: string;
  /** Times an entry is sent before `publish` gives up. */
  readonly attempts?: number;
}

export type Submission = Omit<DocumentSubmitted, 'options'> & {
  readonly options?: DocumentSubmitted['options'];
  /** Says which submission this is: the same id twice is one document. Default: derived from project, URI and hash. */
  readonly id?: string;
};

export interface Published {
  readonly eventId: string;
  /** The document the event asks for; intake may recognise its bytes and keep an existing one (P-12). */
  readonly documentUuid: string;
}

/** Hands in documents by writing to the public streams. */
export interface Publisher {
  /** Resolves when Redis has the event. After any error, call it again with the same submission: the id stays the same. Throws `InvalidSubmissionError`. */
  submit(submission: Submission): Promise<Published>;
  /** Asks to process again or to erase (P-60, P-61). */
  requestCleanup(request: DocumentCleanupRequested & { readonly id: string }): Promise<Published>;
  close(): Promise<void>;
}

/** The event would be refused; nothing was sent. */
export class InvalidSubmissionError extends Error {
  override readonly name = 'InvalidSubmissionError';
  constructor(readonly violations: readonly { readonly position: string; readonly rule: string }[]) {
    super(`the event would be refused: ${violations.map(({ position, rule }) => `${position}: ${rule}`).join('; ')}`);
  }
}

export function createPublisher(options: PublisherOptions): Publisher {
  const { prefix = 'tributary', source, redisUrl, attempts = 5 } = options;
  const appender = appendUntilStored({ redisUrl, attempts });

  async function publish<E extends object>(contract: EventClass<E>, id: string, data: E): Promise<void> {
    const parsed = parsePayload(contract, data);
    if (!parsed.ok) throw new InvalidSubmissionError(parsed.violations);
    const event: CloudEvent = {
      id,
      source,
      type: contract.type,
      dataschema: `${contract.type}/v${contract.version}`,
      time: new Date().toISOString(),
      data,
    };
    // The partition does not matter: the streams anyone may write to have one key each.
    await appender.append(publicStreamKey({ prefix, partitions: 1 }, contract.type), encodeCloudEvent(event));
  }

  return {
    async submit({ id, ...data }) {
      const eventId = id ?? submissionId(source, data);
      await publish(DocumentSubmitted, eventId, data as DocumentSubmitted);
      return { eventId, documentUuid: data.document_uuid ?? documentUuidOf(source, eventId) };
    },
    async requestCleanup({ id, ...data }) {
      await publish(DocumentCleanupRequested, id, data);
      return { eventId: id, documentUuid: data.document_uuid };
    },
    close: () => appender.close(),
  };
}

function submissionId(source: string, { project, uri, sha256 = '' }: Omit<Submission, 'id'>): string {
  return deriveUuid('submission', source, project, uri, sha256);
}

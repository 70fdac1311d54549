import { randomUUID } from 'node:crypto';
import { type DocumentSubmitted, deriveUuid, documentUuidOf, type SubmissionReceipt, type SubmittedDocument } from '@tributary/contracts';
import type { Acceptance } from '@tributary/database';
import { TerminalError } from '@tributary/stage-kit';
import type { DocumentIntake } from '../intake/document-intake.js';
import type { EventAnnouncer } from '../intake/event-announcer.js';
import type { LocatedContent } from '../intake/locate-content.js';
import { Problem } from '../problems/problem.js';

/** Where submissions over HTTP say they come from. */
const source = '/tributary/gateway';

export interface SubmissionRequest {
  readonly project: string;
  readonly batchUuid?: string;
  /** Makes ids of documents and batch repeatable: the same request again is the same submission. */
  readonly idempotencyKey?: string;
  readonly documents: readonly Omit<DocumentSubmitted, 'project' | 'batch_uuid'>[];
  /** Refused before they came here. */
  readonly rejected: SubmissionReceipt['rejected'];
}

interface Outcome {
  /** What the submission asked for; another one when its bytes were recognised. */
  readonly requested: string;
  readonly acceptance: Acceptance;
  readonly content: LocatedContent;
  readonly document: SubmissionRequest['documents'][number];
}

/** Submits the documents of one request and says what became of each. Throws `Problem` when none was taken. */
export async function submitAll(intake: DocumentIntake, announcer: EventAnnouncer, request: SubmissionRequest): Promise<SubmissionReceipt> {
  const seed = request.idempotencyKey ?? randomUUID();
  const batch_uuid = request.batchUuid ?? deriveUuid('batch', source, request.project, seed);
  const outcomes = await Promise.all(
    request.documents.map(async (document, index): Promise<Outcome | SubmissionReceipt['rejected'][number]> => {
      const id = deriveUuid('http', request.project, seed, index);
      try {
        const data = { ...document, project: request.project, batch_uuid };
        return { document, requested: documentUuidOf(source, id), ...(await intake.accept({ id, source, data })) };
      } catch (error) {
        if (error instanceof TerminalError) return { file_name: document.file_name, code: error.code, detail: error.message };
        throw error;
      }
    }),
  );
  const recorded = outcomes.filter((outcome) => 'acceptance' in outcome);
  await announcer.announce(recorded.flatMap(({ acceptance }) => (acceptance.kind === 'accepted' ? [acceptance.event] : [])));
  const erased = recorded
    .filter(({ acceptance }) => acceptance.kind === 'erased')
    .map(({ document }) => erasedRejection(document.file_name));
  const rejected = [...request.rejected, ...outcomes.filter((outcome) => 'code' in outcome), ...erased];
  const documents = recorded.flatMap(submittedDocument);
  if (documents.length === 0) throw nothingTaken(rejected);
  return { project: request.project, batch_uuid, documents, rejected };
}

/** Sending the same submission again gives the same answer, whether it is new or repeated. */
function submittedDocument({ requested, acceptance, content, document }: Outcome): SubmittedDocument[] {
  if (acceptance.kind === 'erased') return [];
  const existing = acceptance.kind === 'duplicate' ? acceptance.duplicateOf : acceptance.documentUuid;
  return [
    {
      document_uuid: existing,
      duplicate_of: existing === requested ? null : existing,
      file_name: document.file_name,
      uri: document.uri,
      sha256: content.sha256 ?? null,
      size: content.size ?? null,
    },
  ];
}

function erasedRejection(fileName: string): SubmissionReceipt['rejected'][number] {
  return { file_name: fileName, code: 'erased', detail: 'this document was erased and stays so; submit it under a new id' };
}

function nothingTaken(rejected: SubmissionReceipt['rejected']): Problem {
  const [first] = rejected;
  if (first === undefined) return new Problem(400, 'no_documents', 'send at least one file, or JSON with uri or uris');
  const status = first.code === 'too_large' ? 413 : 422;
  const errors = rejected.map(({ file_name, detail }) => ({ position: file_name, rule: detail }));
  return new Problem(status, first.code, rejected.length === 1 ? first.detail : `none of ${rejected.length} documents was taken`, errors);
}

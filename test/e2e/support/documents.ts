import { openAsBlob, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ApiClient, allPages, type UploadFile } from '@tributary/client';
import type { BatchView, DocumentDetail, DocumentSummary } from '@tributary/contracts';
import { vi } from 'vitest';
import { root } from '../../architecture/workspace.js';

/** Generous: the machine may be busy; a healthy run takes a fraction. */
const patience = 180_000;

/** The samples that come with the project, as files to upload. */
export async function sampleFiles(order: (names: string[]) => string[] = (names) => names): Promise<UploadFile[]> {
  const names = order(readdirSync(join(root, 'samples')).sort());
  return Promise.all(names.map(async (fileName) => ({ fileName, bytes: await openAsBlob(join(root, 'samples', fileName)) })));
}

/** A text file to upload. */
export function textFile(fileName: string, text: string): UploadFile {
  return { fileName, bytes: new Blob([text]) };
}

/** Waits until every document of a batch rests. */
export async function untilDone(api: ApiClient, batchUuid: string): Promise<BatchView> {
  return vi.waitFor(
    async () => {
      const batch = await api.batch(batchUuid);
      if (!batch.done) throw new Error(`batch ${batchUuid} is not done: ${JSON.stringify(batch.by_status)}`);
      return batch;
    },
    { timeout: patience, interval: 250 },
  );
}

/** Waits until a document rests in one of these statuses at `version` or later. Throws at once, with the reason, when it has failed instead. */
export async function untilStatus(api: ApiClient, documentUuid: string, statuses: readonly string[], version = 1): Promise<DocumentDetail> {
  const document = await vi.waitFor(
    async () => {
      const now = await api.document(documentUuid);
      if (now.status === 'failed' || (statuses.includes(now.status) && now.processing_version >= version)) return now;
      throw new Error(`document ${documentUuid} is ${now.status} at version ${now.processing_version}`);
    },
    { timeout: patience, interval: 250 },
  );
  if (!statuses.includes(document.status)) throw new Error(`${document.file_name} failed: ${JSON.stringify(document.error)}`);
  return document;
}

export async function allDocuments(api: ApiClient, project: string): Promise<DocumentSummary[]> {
  return Array.fromAsync(allPages((page) => api.documents({ project, limit: 100, ...page })));
}

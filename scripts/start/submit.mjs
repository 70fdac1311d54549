// Hands files to the gateway, all in one batch.
import { openAsBlob } from 'node:fs';

/** Files in one request: a failure repeats little, and stays under the gateway's limit. */
const filesPerRequest = 20;

/** @returns the batch, all documents' ids, those known before, and the files that were refused */
export async function submitFiles(api, project, files) {
  const submission = { batchUuid: undefined, uuids: new Set(), known: new Set(), rejected: [] };
  for (let at = 0; at < files.length; at += filesPerRequest) {
    const group = files.slice(at, at + filesPerRequest).map(async ({ path, name }) => ({ fileName: name, bytes: await openAsBlob(path) }));
    const receipt = await api.submitFiles(project, await Promise.all(group), { batchUuid: submission.batchUuid });
    submission.batchUuid = receipt.batch_uuid;
    submission.rejected.push(...receipt.rejected);
    for (const { document_uuid, duplicate_of } of receipt.documents) {
      submission.uuids.add(duplicate_of ?? document_uuid);
      if (duplicate_of !== null) submission.known.add(duplicate_of);
    }
  }
  return submission;
}

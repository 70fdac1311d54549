import { streamKey } from '@tributary/cache-keys';
import { DocumentAccepted, deriveUuid, encodeCloudEvent } from '@tributary/contracts';
import { createDatabase, createIntake } from '@tributary/database';
import { Redis } from 'ioredis';

/** File names of a corpus: plain documents, and the harmful ones a row asks for, spread among them. */
export function corpusOf(seed: number, documents: number, harmful: Readonly<Record<string, number>> = {}): string[] {
  const names = Array.from({ length: documents }, (_, index) => `plain-${seed}-${index}.txt`);
  for (const [prefix, count] of Object.entries(harmful)) {
    for (let index = 0; index < count; index++)
      names.splice(Math.floor((names.length * (index + 1)) / (count + 1)), 0, `${prefix}${seed}-${index}.txt`);
  }
  return names;
}

export function documentUuidOf(fileName: string): string {
  return deriveUuid('chaos document', fileName);
}

/** Records documents as intake does and puts their events on the stream. Redis being away is fine: the outbox has them. */
export async function submitAll(databaseUrl: string, redisUrl: string, fileNames: readonly string[]): Promise<void> {
  const db = createDatabase({ url: databaseUrl, applicationName: 'chaos' });
  const intake = createIntake(db);
  const redis = new Redis(redisUrl);
  try {
    const accepted = await Promise.all(
      fileNames.map((file_name) => {
        const document_uuid = documentUuidOf(file_name);
        return intake.accept({
          source: '/chaos',
          eventId: document_uuid,
          data: { document_uuid, project: 'chaos', uri: `file:///${file_name}`, file_name },
        });
      }),
    );
    const space = { prefix: 'tributary', partitions: 1 };
    const pipeline = redis.pipeline();
    for (const acceptance of accepted) {
      if (acceptance.kind !== 'accepted') continue;
      pipeline.xadd(streamKey(space, DocumentAccepted.type, acceptance.documentUuid), '*', ...encodeCloudEvent(acceptance.event));
    }
    await pipeline.exec();
  } finally {
    await intake.close();
    await db.destroy();
    redis.disconnect();
  }
}

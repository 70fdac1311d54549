import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Redis } from 'ioredis';
import type { StartedPipeline } from '../../support/start-pipeline.js';
import { type Endings, submitByStream } from './endings.js';

/** Documents as files in the pipeline's inbox, in the order of their texts. */
export function writeDocuments({ inbox }: StartedPipeline, project: string, texts: readonly string[]) {
  return texts.map((text) => {
    const id = randomUUID();
    const path = join(inbox, `${id}.txt`);
    writeFileSync(path, text);
    return { id, project, uri: pathToFileURL(path).href };
  });
}

/** Submits documents and waits until all have ended; answers the seconds. */
export async function runThrough(
  pipeline: StartedPipeline,
  endings: Endings,
  documents: ReturnType<typeof writeDocuments>,
): Promise<number> {
  const redis = new Redis(pipeline.redisUrl, { maxRetriesPerRequest: null });
  const at = performance.now();
  await submitByStream(redis, documents);
  await endings.until(endings.order.length + documents.length);
  redis.disconnect();
  return (performance.now() - at) / 1_000;
}

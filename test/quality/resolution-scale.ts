import { performance } from 'node:perf_hooks';
import { deriveUuid, type EntityDraft, type Mention } from '@tributary/contracts';
import { createDatabase, migrate, PostgresEntityRegistry, projectIdOf } from '@tributary/database';
import { clusterMentions, registryRules } from '@tributary/entity-resolution';
import { startPostgres } from '@tributary/local-stack';
import { nameAt, seedRegistry } from './synthetic-registry.js';

/** Entities of a linked document, and documents linked per size after a few to warm up. */
const entitiesPerDocument = 100;
const measured = 40;
const warmUp = 10;

/** What resolution costs at a size. Times in milliseconds. */
export interface ScaleRow {
  readonly size: number;
  readonly medianMs: number;
  readonly p95Ms: number;
}

/** Cost of clustering a document against its mentions. */
export function clusteringScale(sizes: readonly number[]): ScaleRow[] {
  return sizes.map((size) => {
    const mentions = Array.from({ length: size }, (_, i): Mention => {
      const [text, start] = [nameAt(i % Math.ceil(size / 5)), i * 60];
      const place = { text, start, end: start + text.length, type: text.endsWith('Ltd') ? 'ORGANIZATION' : 'PERSON' };
      return { mention_uuid: deriveUuid('m', i), chunk_uuid: deriveUuid('c', i >> 5), confidence: 0.9, provider: 'synthetic', ...place };
    });
    const text = ' '.repeat(size * 60);
    const times = Array.from({ length: 3 }, () => timed(() => clusterMentions({ documentUuid: 'd', text, mentions })));
    return rowOf(size, times);
  });
}

/** Cost of linking a document to registries of growing size, in one Postgres that is started for it in `dir`. */
export async function linkingScale(sizes: readonly number[], dir: string, log: (line: string) => void): Promise<ScaleRow[]> {
  const server = await startPostgres({ dir });
  try {
    await migrate(server.url);
    const db = createDatabase({ url: server.url, applicationName: 'scale', statementTimeoutMs: 600_000 });
    const projectId = projectIdOf('scale');
    await db.insertInto('projects').values({ id: projectId, name: 'scale' }).execute();
    const registry = new PostgresEntityRegistry(db, registryRules);
    const rows: ScaleRow[] = [];
    let seeded = 0;
    for (const size of sizes) {
      await seedRegistry(db, projectId, seeded, size);
      seeded = size;
      log(`registry of ${size} entities`);
      const times: number[] = [];
      for (let n = 0; n < warmUp + measured; n++) {
        const documentUuid = deriveUuid('document', size, n);
        await db
          .insertInto('source_documents')
          .values({ document_uuid: documentUuid, project_id: projectId, file_name: 'x', source_uri: 'file:///x' })
          .execute();
        const startedAt = performance.now();
        await registry.link({ projectId, documentUuid, version: 1, fence: 1 }, draftsOf(documentUuid, size, n));
        if (n >= warmUp) times.push(performance.now() - startedAt);
      }
      rows.push(rowOf(size, times));
    }
    await db.destroy();
    return rows;
  } finally {
    await server.stop();
  }
}

/** Half known to the registry, half new names made of the same words. */
function draftsOf(documentUuid: string, size: number, n: number): EntityDraft[] {
  return Array.from({ length: entitiesPerDocument }, (_, i) => {
    const known = i % 2 === 0;
    const name = nameAt(known ? (n * 7919 + i * 104_729) % size : 5_000_000 + size + n * 1_000 + i);
    const type = name.endsWith('Ltd') ? 'ORGANIZATION' : 'PERSON';
    return { canonical_id: deriveUuid('canonical', documentUuid, i), name, type, aliases: [], mention_count: 3, confidence: 0.9 };
  });
}

function timed(work: () => unknown): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}

function rowOf(size: number, times: readonly number[]): ScaleRow {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(10 * (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0)) / 10;
  return { size, medianMs: at(0.5), p95Ms: at(0.95) };
}

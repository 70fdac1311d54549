import { categorize, chunkText, cleanText, defaultChunkingSettings, findStructured } from '@tributary/chunking';
import type { OcrResult } from '@tributary/contracts';
import { clusterMentions, defaultClustering } from '@tributary/entity-resolution';
import { extractChunk, loadTagger, mergeChunkExtractions, readDefaultModel } from '@tributary/extraction';
import { buildStagedRelationships } from '@tributary/knowledge-graph';

/** CPU milliseconds of each stage's own computing for one document, and what it found. */
export interface StageTimes {
  readonly clean: number;
  readonly chunk: number;
  readonly structure: number;
  readonly extract: number;
  readonly merge: number;
  readonly resolve: number;
  readonly relate: number;
  readonly chunks: number;
  readonly mentions: number;
  /** Highest heap use that was seen after a step, in MB. */
  readonly heapMegabytes: number;
}

const tagger = loadTagger(readDefaultModel());
const documentUuid = '6b1f5c1e-5c5a-5d0e-9a53-2f1c1d2e3f40';

/** Runs what the stages compute, one after the other, in this process. */
export function timeStages(text: string): StageTimes {
  const times: Record<string, number> = {};
  let heapMegabytes = 0;
  const step = <T>(name: string, work: () => T): T => {
    const before = process.cpuUsage();
    const value = work();
    const used = process.cpuUsage(before);
    times[name] = (used.user + used.system) / 1e3;
    heapMegabytes = Math.max(heapMegabytes, process.memoryUsage().heapUsed / (1 << 20));
    return value;
  };
  const ocr = ocrOf(text);
  const cleaned = step('clean', () => cleanText(ocr));
  const chunks = step('chunk', () => chunkText(cleaned, defaultChunkingSettings, documentUuid));
  step('structure', () => [
    categorize(cleaned, { fileName: 'a.txt', properties: {}, detectedFileType: 'txt' }),
    findStructured(cleaned, ocr.metadata),
  ]);
  const extractions = step('extract', () => chunks.map(({ start, end }) => extractChunk(cleaned.text.slice(start, end), { tagger })));
  const merged = step('merge', () => mergeChunkExtractions({ documentUuid, text: cleaned.text, chunks, extractions, provider: 'local' }));
  const clusters = step('resolve', () =>
    clusterMentions({ documentUuid, text: cleaned.text, mentions: merged.mentions, settings: defaultClustering }),
  );
  const entities = clusters.entities.map((draft) => ({ ...draft, entity_uuid: draft.canonical_id }));
  step('relate', () =>
    buildStagedRelationships({
      documentUuid,
      text: cleaned.text,
      chunks,
      mentions: clusters.mentions,
      entities,
      relations: merged.relations,
    }),
  );
  return { ...(times as unknown as StageTimes), chunks: chunks.length, mentions: merged.mentions.length, heapMegabytes };
}

/** What the reader of text files gives: one page without size. */
function ocrOf(text: string): OcrResult {
  const page = {
    number: 1,
    start: 0,
    end: text.length,
    method: 'text-layer',
    confidence: null,
    width: null,
    height: null,
    boxes: [],
  } as const;
  const metadata = { pages: [page], blocks: [], languages: ['en'], properties: {}, attachments: [], durations_ms: {}, warnings: [] };
  return { text, metadata: { provider: 'local', detected_file_type: 'txt', ...metadata } };
}

import type { Chunk } from '@tributary/contracts';
import { extractChunk, mergeChunkExtractions, type Tagger } from '@tributary/extraction';
import { readBusinessLegal, readHeldOut, readMoney, readWrittenTexts, type ScoredDocument } from './ner-documents.js';
import { heldOutTagger } from './ner-model.js';
import { countSpans, type Score, type SpanCounts, scoreOf, type TypedSpan } from './ner-score.js';

/** One line of the table of mentions; scores in percent, baselines and targets as F1 `[exact, overlap]`. */
export interface MentionRow {
  readonly set: string;
  readonly type: string;
  readonly gold: number;
  readonly predicted: number;
  readonly exact: Score;
  readonly overlap: Score;
  readonly baselines?: Readonly<Record<string, readonly [exact: number, overlap: number]>>;
  readonly target?: readonly [exact: number, overlap: number];
}

export interface MentionScores {
  readonly rows: readonly MentionRow[];
  /** Tokens (runs of letters and digits, single marks) a second on one core, tagging only, and with everything. */
  readonly tokensPerSecond: { readonly tagger: number; readonly extraction: number };
  /** Of the names given a confidence in `[from, from + 0.1)`, the share that was exactly right. */
  readonly reliability: readonly { readonly from: number; readonly mentions: number; readonly right: number }[];
}

const names = ['PERSON', 'ORG', 'LOC'];
const scoredTypes = new Set([...names, 'DATE', 'MONEY', 'EMAIL', 'PHONE', 'URL', 'LAW', 'IDENTIFIER']);
const types: Readonly<Record<string, string>> = { ORGANIZATION: 'ORG', LOCATION: 'LOC' };
/** Chunks of about the size the pipeline makes. */
const chunkLength = 3000;

interface Reference {
  readonly baselines: Readonly<Record<string, readonly [number, number]>>;
  readonly target: readonly [number, number];
}

/** Regular expressions with capitals, compromise 14 and the first CRF, on other documents of the same kinds. */
const references: Readonly<Record<string, Reference>> = {
  'business and legal (by hand)': { baselines: { regex: [25, 44], compromise: [36, 58], crf: [72, 78] }, target: [82, 87] },
  'business and legal (written)': { baselines: {}, target: [82, 87] },
  wikigold: { baselines: { regex: [33, 44], compromise: [42, 59], crf: [72, 76] }, target: [77, 81] },
  're-docred': { baselines: { regex: [31, 42], compromise: [44, 60], crf: [75, 80] }, target: [80, 84] },
  'uner-ewt': { baselines: { regex: [23, 37], compromise: [47, 63], crf: [70, 74] }, target: [76, 80] },
  crossner: { baselines: { regex: [41, 47], compromise: [46, 59], crf: [78, 82] }, target: [82, 85] },
};
const dateReference: Reference = { baselines: { compromise: [20, 79], rules: [87, 91] }, target: [92, 95] };

/** Scores the whole extraction, chunks and merging included, on documents the tagger has not seen. */
export function scoreMentions(dataDir: string): MentionScores {
  const tagger = heldOutTagger(dataDir);
  const documents = [...readHeldOut(dataDir), ...readBusinessLegal(dataDir), ...readWrittenTexts(), ...readMoney(dataDir)];
  const found = documents.map((document) => predict(document, tagger));
  const sets = Map.groupBy(
    documents.map((document, index) => ({ document, spans: found[index] ?? [] })),
    ({ document }) => document.set,
  );
  return {
    rows: [...sets].flatMap(([set, members]) => rowsOf(set, members)),
    tokensPerSecond: speed(documents, tagger),
    reliability: reliability(documents, found),
  };
}

type Predicted = TypedSpan & { readonly confidence: number };

function predict({ text, types: wanted, ignored }: ScoredDocument, tagger: Tagger): Predicted[] {
  const chunks = chunksOf(text);
  const extractions = chunks.map((chunk) => extractChunk(text.slice(chunk.start, chunk.end), { tagger }));
  const { mentions } = mergeChunkExtractions({ documentUuid: 'scored', text, chunks, extractions, provider: 'local' });
  return mentions
    .map(({ start, end, type, confidence }) => ({ start, end, type: types[type] ?? type, confidence }))
    .filter((span) => wanted.includes(span.type) && !ignored.some((other) => other.start < span.end && span.start < other.end));
}

function chunksOf(text: string): Chunk[] {
  const chunks: Chunk[] = [];
  for (let start = 0; start < text.length; ) {
    const border = start + chunkLength >= text.length ? text.length : text.lastIndexOf('. ', start + chunkLength) + 2;
    const end = border > start + chunkLength / 3 ? border : Math.min(text.length, start + chunkLength);
    chunks.push({
      chunk_uuid: `chunk-${chunks.length}`,
      index: chunks.length,
      start,
      end,
      page_start: 1,
      page_end: 1,
      heading_path: [],
      token_count: 0,
    });
    start = end;
  }
  return chunks;
}

function rowsOf(
  set: string,
  members: readonly { readonly document: ScoredDocument; readonly spans: readonly Predicted[] }[],
): MentionRow[] {
  const counts = new Map<string, SpanCounts>();
  for (const { document, spans } of members) {
    const gold = document.spans.filter(({ type }) => document.types.includes(type) && scoredTypes.has(type));
    countSpans(document.text, gold, spans, counts);
  }
  const all = [...counts].filter(([type]) => names.includes(type)).map(([, value]) => value);
  const rows = [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([type, value]) => rowOf(set, type, value, set === 're-docred' && type === 'DATE' ? dateReference : undefined));
  if (all.length === 0) return rows;
  const sum = (pick: (value: SpanCounts) => number): number => all.reduce((total, value) => total + pick(value), 0);
  const total = {
    gold: sum((v) => v.gold),
    predicted: sum((v) => v.predicted),
    exact: sum((v) => v.exact),
    overlap: sum((v) => v.overlap),
  };
  return [...rows, rowOf(set, 'PERSON+ORG+LOC', total, references[set])];
}

function rowOf(set: string, type: string, { gold, predicted, exact, overlap }: SpanCounts, reference: Reference | undefined): MentionRow {
  return { set, type, gold, predicted, exact: scoreOf(exact, predicted, gold), overlap: scoreOf(overlap, predicted, gold), ...reference };
}

function reliability(documents: readonly ScoredDocument[], found: readonly (readonly Predicted[])[]): MentionScores['reliability'] {
  const bins = Array.from({ length: 10 }, (_, index) => ({ from: index / 10, mentions: 0, right: 0 }));
  for (const [index, document] of documents.entries()) {
    if (document.set === 're3d' || document.set === 'gum-names') continue;
    const gold = new Set(document.spans.map(({ start, end, type }) => `${start}-${end}-${type}`));
    for (const { start, end, type, confidence } of found[index] ?? []) {
      const bin = bins[Math.min(9, Math.floor(confidence * 10))];
      if (bin === undefined || !names.includes(type)) continue;
      bin.mentions++;
      if (gold.has(`${start}-${end}-${type}`)) bin.right++;
    }
  }
  return bins.filter(({ mentions }) => mentions > 0);
}

function speed(documents: readonly ScoredDocument[], tagger: Tagger): MentionScores['tokensPerSecond'] {
  const texts = documents.map(({ text }) => text);
  const tokens = texts.reduce((sum, text) => sum + (text.match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu)?.length ?? 0), 0);
  const rate = (work: (text: string) => unknown): number => {
    const start = process.cpuUsage();
    for (const text of texts) work(text);
    const { user, system } = process.cpuUsage(start);
    return Math.round((tokens / (user + system)) * 1e6);
  };
  return { tagger: rate((text) => tagger.tag(text)), extraction: rate((text) => extractChunk(text, { tagger })) };
}

import { deriveUuid, type EntityDraft } from '@tributary/contracts';
import { clusterMentions, clusterRecords, linkDrafts, type PersonRecord, positiveAt, scorePair } from '@tributary/entity-resolution';
import { type ClusterScore, scoreClusters, withF1 } from './cluster-score.js';
import { readContractParties } from './contract-parties.js';
import { type GoldDocument, mentionAt, readCoreference, readJsonLines, readRelationClusters } from './resolution-data.js';

/** In documents: names clustered inside each document. `types` limits what is scored, never what is clustered. */
export function scoreDocuments(documents: readonly GoldDocument[], types?: readonly string[]): ClusterScore {
  const [gold, predicted] = [new Map<string, string>(), new Map<string, string>()];
  for (const document of documents) {
    const { mentions } = clusterMentions({
      documentUuid: deriveUuid('document', document.id),
      text: document.text,
      mentions: document.mentions,
    });
    for (const mention of document.mentions) {
      if (!types || types.includes(mention.type))
        gold.set(`${document.id}#${mention.start}-${mention.end}`, `${document.id}#${mention.cluster}`);
    }
    for (const mention of mentions) predicted.set(`${document.id}#${mention.start}-${mention.end}`, mention.resolved_canonical_id);
  }
  return scoreClusters(gold, predicted);
}

interface CrossRow {
  id: string;
  doc: string;
  text: string;
  type: string;
  cluster: string;
  context: string;
}

/** Across documents: each mention stands in its own context; documents are clustered, then linked. */
export function scoreAcrossDocuments(dataDir: string): ClusterScore {
  const rows = readJsonLines<CrossRow>(dataDir, 'resolution/gum-crossdoc.jsonl');
  const rowOf = new Map<string, string>();
  const [drafts, entityOfRow]: [EntityDraft[], Map<string, string>] = [[], new Map()];
  for (const [doc, own] of Map.groupBy(rows, (row) => row.doc)) {
    let text = '';
    const mentions = own.map((row) => {
      const at = text.length + Math.max(0, row.context.indexOf(row.text));
      text += `${row.context.includes(row.text) ? row.context : row.text}\n\n`;
      const mention = mentionAt(doc, text, row.type, at, at + row.text.length);
      rowOf.set(mention.mention_uuid, row.id);
      return mention;
    });
    const clusters = clusterMentions({ documentUuid: deriveUuid('document', doc), text, mentions });
    drafts.push(...clusters.entities);
    for (const mention of clusters.mentions) entityOfRow.set(rowOf.get(mention.mention_uuid) ?? '', mention.resolved_canonical_id);
  }
  const linked = linkDrafts(drafts);
  const predicted = new Map([...entityOfRow].map(([row, canonical]) => [row, linked.get(canonical) ?? canonical]));
  return scoreClusters(new Map(rows.map((row) => [row.id, row.cluster])), predicted);
}

/** Rows about people, with slips and gaps. */
export function scoreRecordClusters(dataDir: string): ClusterScore {
  const records = readJsonLines<PersonRecord & { cluster: string }>(dataDir, 'resolution/person-records.jsonl');
  return scoreClusters(new Map(records.map((record) => [record.id, record.cluster])), clusterRecords(records));
}

interface NamePair {
  id: string;
  type: string;
  a: string;
  b: string;
  match: boolean;
  group: string;
}

/** Pairs of names: found matches against true ones. */
export function scoreNamePairs(dataDir: string, show?: (line: string) => void) {
  let [found, right, all] = [0, 0, 0];
  const rows = readJsonLines<NamePair>(dataDir, 'resolution/name-pairs.jsonl');
  for (const { id, type, a, b, match } of rows) {
    const score = namePairScore(type, a, b);
    const positive = score >= positiveAt;
    if (positive) found++;
    if (match) all++;
    if (positive && match) right++;
    if (positive !== match) show?.(`${match ? 'missed' : 'wrong '} ${score.toFixed(2)} ${id} ${type} | ${a} | ${b}`);
  }
  return {
    ...withF1(found ? right / found : 0, all ? right / all : 0),
    pairs: rows.length,
    wrongMerges: found - right,
    wrongSplits: all - right,
  };
}

function namePairScore(type: string, a: string, b: string): number {
  const types: Record<string, string> = { ORG: 'ORGANIZATION', PERSON: 'PERSON' };
  const draftOf = (name: string, id: string) => ({
    variant_id: id,
    type: types[type] ?? type,
    key: id,
    discriminator: '',
    name,
    document_count: 1,
    mention_count: 1,
    identifiers: [],
    contexts: [],
    aliases: [],
  });
  return scorePair(draftOf(a, 'a'), draftOf(b, 'b'))?.score ?? 0;
}

/** One line of the table that `npm run quality` prints. Scores in percent; pairs of the same thing decide. */
export interface ResolutionRow {
  readonly measure: string;
  readonly items: number;
  readonly precision: number;
  readonly recall: number;
  readonly score: number;
  readonly bcubed: number | null;
  /** Pairs made one that are two, and pairs left apart that are one. */
  readonly wrongMerges: number | null;
  readonly wrongSplits: number | null;
  /** Same string and part-of-name rule, on held-back data. */
  readonly baseline: number | null;
  readonly target: number | null;
}

const named = ['PERSON', 'ORGANIZATION', 'LOCATION'];

/** In documents, by data set. Targets are for all types of a set. */
export function scoreInDocuments(dataDir: string): Readonly<Record<string, ClusterScore>> {
  const relations = readRelationClusters(dataDir);
  const gum = readCoreference(dataDir, 'resolution/gum-coref.jsonl');
  return {
    'Re-DocRED': scoreDocuments(relations),
    'people, organisations, places of Re-DocRED': scoreDocuments(relations, named),
    'contracts, parties and defined terms': scoreDocuments(readContractParties(dataDir)),
    GUM: scoreDocuments(gum),
    'people, organisations, places of GUM': scoreDocuments(gum, named),
    LitBank: scoreDocuments(readCoreference(dataDir, 'resolution/litbank-coref.jsonl')),
  };
}

/** Pairwise F1 of the same string and part-of-name rule on held-back data, and what is wanted, by set. */
const inDocuments: Readonly<Record<string, readonly [baseline: number, target: number]>> = {
  'Re-DocRED': [80, 88],
  'contracts, parties and defined terms': [93, 96],
  GUM: [85, 90],
  LitBank: [81, 86],
};

/** Everything the development data says of resolution: in documents, across documents, pairs of names, records. */
export function scoreResolution(dataDir: string): readonly ResolutionRow[] {
  const pairs = scoreNamePairs(dataDir);
  return [
    ...Object.entries(scoreInDocuments(dataDir)).map(([set, score]) =>
      clusterRow(`in documents: ${set}`, score, inDocuments[set]?.[0] ?? null, inDocuments[set]?.[1] ?? null),
    ),
    clusterRow('across documents: GUM', scoreAcrossDocuments(dataDir), 83, 90),
    clusterRow('records of people', scoreRecordClusters(dataDir), 47, 90),
    {
      measure: 'pairs of names',
      items: pairs.pairs,
      precision: percent(pairs.precision),
      recall: percent(pairs.recall),
      score: percent(pairs.f1),
      bcubed: null,
      wrongMerges: pairs.wrongMerges,
      wrongSplits: pairs.wrongSplits,
      baseline: 67,
      target: 85,
    },
  ];
}

function clusterRow(measure: string, score: ClusterScore, baseline: number | null, target: number | null): ResolutionRow {
  const { precision, recall, f1 } = score.pairwise;
  const own = {
    items: score.items,
    precision: percent(precision),
    recall: percent(recall),
    score: percent(f1),
    bcubed: percent(score.bcubed.f1),
  };
  return { measure, ...own, wrongMerges: score.wrongMerges, wrongSplits: score.wrongSplits, baseline, target };
}

function percent(share: number): number {
  return Math.round(share * 1000) / 10;
}

import { deriveUuid, type EntityDraft } from '@tributary/contracts';
import { clusterMentions, clusterRecords, linkDrafts, type PersonRecord, positiveAt, scorePair } from '@tributary/entity-resolution';
import { type ClusterScore, type PrecisionRecall, scoreClusters, withF1 } from './cluster-score.js';
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
export function scoreNamePairs(dataDir: string, show?: (line: string) => void): PrecisionRecall {
  let [found, right, all] = [0, 0, 0];
  for (const { id, type, a, b, match } of readJsonLines<NamePair>(dataDir, 'resolution/name-pairs.jsonl')) {
    const score = namePairScore(type, a, b);
    const positive = score >= positiveAt;
    if (positive) found++;
    if (match) all++;
    if (positive && match) right++;
    if (positive !== match) show?.(`${match ? 'missed' : 'wrong '} ${score.toFixed(2)} ${id} ${type} | ${a} | ${b}`);
  }
  return withF1(found ? right / found : 0, all ? right / all : 0);
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

export function scoreInDocuments(dataDir: string): Record<string, ClusterScore> {
  const people = ['PERSON', 'ORGANIZATION', 'LOCATION'];
  const [relations, gum, litbank] = [
    readRelationClusters(dataDir),
    readCoreference(dataDir, 'resolution/gum-coref.jsonl'),
    readCoreference(dataDir, 'resolution/litbank-coref.jsonl'),
  ];
  return {
    'Re-DocRED': scoreDocuments(relations),
    'Re-DocRED, names of people, organisations, places': scoreDocuments(relations, people),
    GUM: scoreDocuments(gum),
    'GUM, names of people, organisations, places': scoreDocuments(gum, people),
    LitBank: scoreDocuments(litbank),
    'contracts (parties and defined terms)': scoreDocuments(readContractParties(dataDir)),
  };
}

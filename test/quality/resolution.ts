import { deriveUuid } from '@tributary/contracts';
import { clusterMentions } from '@tributary/entity-resolution';
import { type ClusterScore, scoreClusters } from './cluster-score.js';
import { type GoldDocument, readCoreference, readRelationClusters } from './resolution-data.js';

export function scoreDocuments(documents: readonly GoldDocument[], types?: readonly string[]): ClusterScore {
  const [gold, predicted] = [new Map<string, string>(), new Map<string, string>()];
  for (const document of documents) {
    const { mentions } = clusterMentions({
      documentUuid: deriveUuid('document', document.id),
      text: document.text,
      mentions: document.mentions,
    });
    for (const mention of document.mentions)
      if (!types || types.includes(mention.type))
        gold.set(`${document.id}#${mention.start}-${mention.end}`, `${document.id}#${mention.cluster}`);
    for (const mention of mentions) predicted.set(`${document.id}#${mention.start}-${mention.end}`, mention.resolved_canonical_id);
  }
  return scoreClusters(gold, predicted);
}

export function scoreInDocuments(dataDir: string) {
  return {
    'Re-DocRED': scoreDocuments(readRelationClusters(dataDir)),
    'Re-DocRED POL': scoreDocuments(readRelationClusters(dataDir), ['PERSON', 'ORGANIZATION', 'LOCATION']),
    GUM: scoreDocuments(readCoreference(dataDir, 'resolution/gum-coref.jsonl')),
    'GUM POL': scoreDocuments(readCoreference(dataDir, 'resolution/gum-coref.jsonl'), ['PERSON', 'ORGANIZATION', 'LOCATION']),
    LitBank: scoreDocuments(readCoreference(dataDir, 'resolution/litbank-coref.jsonl')),
  };
}

import { deriveUuid, type EntityType, type Mention } from '@tributary/contracts';
import { clusterMentions, type DocumentClusters } from '../document/cluster-mentions.js';

/** A text with its mentions marked `[Type:name]`, P for people, O organisations, L places, other letters as types of their own. */
export function marked(source: string): { text: string; mentions: Mention[] } {
  const types: Readonly<Record<string, EntityType>> = { P: 'PERSON', O: 'ORGANIZATION', L: 'LOCATION', D: 'DATE', E: 'EMAIL' };
  const mentions: Mention[] = [];
  let text = '';
  let from = 0;
  for (const match of source.matchAll(/\[([A-Z]+):([^\]]*)\]/g)) {
    text += source.slice(from, match.index);
    const [, letter = '', name = ''] = match;
    mentions.push(mentionOf(text.length, name, types[letter] ?? letter));
    text += name;
    from = match.index + match[0].length;
  }
  return { text: text + source.slice(from), mentions };
}

export function mentionOf(start: number, text: string, type: EntityType): Mention {
  return {
    mention_uuid: deriveUuid('mention', start, text, type),
    chunk_uuid: deriveUuid('chunk', 0),
    text,
    type,
    start,
    end: start + text.length,
    confidence: 0.9,
    provider: 'test',
  };
}

export function clusterMarked(source: string): DocumentClusters {
  return clusterMentions({ documentUuid: deriveUuid('document', 'test'), ...marked(source) });
}

/** Clusters as names with their other forms: `John Smith = Mr. Smith = Smith`. */
export function clustersOf(source: string): string[] {
  return clusterMarked(source).entities.map(({ name, aliases }) => [name, ...aliases].join(' = '));
}

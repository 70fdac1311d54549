import { canonicalEntities, cleanedText, extractedMentions, resolvedMentions } from '@tributary/cache-keys';
import {
  type CanonicalEntity,
  DocumentEntitiesExtracted,
  DocumentEntitiesResolved,
  type EntityDraft,
  type EntityLink,
} from '@tributary/contracts';
import { type ClusteringSettings, clusteringVersion, clusterMentions } from '@tributary/entity-resolution';
import { contentHash, defineStage, empty } from '@tributary/stage-kit';

/** Whose contribution is linked. An older fence or version than the registry has seen is refused as superseded. */
export interface LinkedDocument {
  readonly projectId: string;
  readonly documentUuid: string;
  readonly version: number;
  readonly fence: number;
}

/** The things a project knows. Linking a document again replaces what it contributed before; concurrent links of one project take turns. */
export interface EntityRegistry {
  /** Drafts that are still being made share a turn with those that are ready before. */
  link(document: LinkedDocument, drafts: Promise<readonly EntityDraft[]>): Promise<readonly EntityLink[]>;
}

export interface ResolutionDeps {
  readonly registry: EntityRegistry;
  readonly clustering: ClusteringSettings;
}

/** Clusters a document's mentions into canonical entities (P-50) and links them to the project's registry (P-51). */
export function createResolutionStage({ registry, clustering }: ResolutionDeps) {
  return defineStage({
    name: 'resolution',
    consumes: DocumentEntitiesExtracted,
    reads: { text: cleanedText, mentions: extractedMentions },
    writes: { entities: canonicalEntities, mentions: resolvedMentions },
    emits: DocumentEntitiesResolved,
    fingerprint: { clustering, version: clusteringVersion },

    async run({ text: { text }, mentions }, { documentUuid, projectId, version, fence, memo }) {
      const inputs = contentHash(documentUuid, text, JSON.stringify(mentions));
      const found = memo(inputs, () => clusterMentions({ documentUuid, text, mentions, settings: clustering }));
      const drafts = found.then(({ entities }) => entities);
      // Also with nothing to link: an earlier version may have contributed something.
      const links = await registry.link({ projectId, documentUuid, version, fence }, drafts);
      const clusters = await found;
      const outputs = { entities: withLinks(clusters.entities, links), mentions: clusters.mentions };
      return mentions.length === 0 ? empty('no mention to resolve', outputs) : outputs;
    },

    announce: ({ entities }) => ({ canonical_entities: entities.length }),
  });
}

function withLinks(drafts: readonly EntityDraft[], links: readonly EntityLink[]): CanonicalEntity[] {
  const linked = new Map(links.map((link) => [link.canonical_id, link.entity_uuid]));
  return drafts.map(({ canonical_id, name, type, aliases, mention_count, confidence }) => ({
    canonical_id,
    entity_uuid: linked.get(canonical_id) ?? canonical_id,
    name,
    type,
    aliases,
    mention_count,
    confidence,
  }));
}

import {
  canonicalEntities,
  chunkList,
  cleanedText,
  relationCandidates,
  resolvedMentions,
  stagedRelationships,
} from '@tributary/cache-keys';
import {
  type CanonicalEntity,
  type Chunk,
  DocumentEntitiesResolved,
  DocumentGraphCompleted,
  type GraphSummary,
  type ResolvedMention,
  type StagedRelationship,
} from '@tributary/contracts';
import { buildStagedRelationships, graphVersion } from '@tributary/knowledge-graph';
import { defineStage, empty } from '@tributary/stage-kit';

/** What one document contributes to its project's graph. */
export interface GraphContribution {
  readonly projectId: string;
  readonly documentUuid: string;
  readonly version: number;
  readonly fence: number;
  readonly text: string;
  readonly chunks: readonly Chunk[];
  readonly mentions: readonly ResolvedMention[];
  readonly entities: readonly CanonicalEntity[];
  readonly relationships: readonly StagedRelationship[];
}

/** The graph that people query beside Postgres. */
export interface GraphProjection {
  /**
   * Replaces what the document contributed before (P-56), in idempotent transactions. `false`: the staged graph in Postgres is the
   * graph for now, because no other is configured or it cannot be reached; then it is projected later, and nothing waits (P-57).
   */
  project(contribution: GraphContribution, signal: AbortSignal): Promise<boolean>;
}

export interface GraphDeps {
  readonly projection: GraphProjection;
}

/** Stages a document's relationships and projects its part of the graph (P-55). */
export function createGraphStage({ projection }: GraphDeps) {
  // What is announced beside the outputs, for as long as a run holds them.
  const summaries = new WeakMap<readonly StagedRelationship[], GraphSummary>();
  return defineStage({
    name: 'graph',
    consumes: DocumentEntitiesResolved,
    reads: { text: cleanedText, chunks: chunkList, mentions: resolvedMentions, entities: canonicalEntities, relations: relationCandidates },
    writes: { relationships: stagedRelationships },
    emits: DocumentGraphCompleted,
    fingerprint: { version: graphVersion },

    async run({ text: { text }, chunks, mentions, entities, relations }, { documentUuid, projectId, version, fence, signal }) {
      const relationships = buildStagedRelationships({ documentUuid, text, chunks, mentions, entities, relations });
      const contribution = { projectId, documentUuid, version, fence, text, chunks, mentions, entities, relationships };
      const projected = await projection.project(contribution, signal);
      summaries.set(relationships, { nodes: nodesOf(contribution), relationships: relationships.length, projected });
      return entities.length === 0 ? empty('no entity in the text', { relationships }) : { relationships };
    },

    announce: ({ relationships }) => summaries.get(relationships) ?? { nodes: 0, relationships: relationships.length, projected: false },
  });
}

/** The document itself, its chunks, and each project-wide entity once. */
function nodesOf({ chunks, entities }: GraphContribution): number {
  return 1 + chunks.length + new Set(entities.map((entity) => entity.entity_uuid)).size;
}

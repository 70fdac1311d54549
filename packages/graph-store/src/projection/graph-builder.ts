import type { DocumentEvidence, EntityNode, GraphRows, ProjectEntity, Relation } from '@tributary/contracts';
import type { StagedBetween } from '../staged/load-relations.js';

/** The rules of the graph, which the domain decides: pure functions that an app passes in. */
export interface GraphBuilder {
  projectionRows(projectId: string, documents: readonly DocumentEvidence[], entities: readonly ProjectEntity[]): GraphRows;
  relationRows(projectId: string, documents: readonly StagedBetween[]): Relation[];
  /** Display ids by uuid, homonyms told apart. */
  displayIds(entities: readonly { readonly uuid: string; readonly label: string; readonly name: string }[]): ReadonlyMap<string, string>;
  entityRows(projectId: string, entities: readonly ProjectEntity[]): EntityNode[];
  entityLabel(type: string): string;
}

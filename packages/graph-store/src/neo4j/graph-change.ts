import type { GraphRows } from '@tributary/contracts';

/** What must become true in Neo4j; computed from the evidence in Postgres, never from the graph. */
export interface GraphChange {
  readonly rows: GraphRows;
  /** Documents whose chunks and evidence are replaced by those in `rows`. */
  readonly replacedDocuments: readonly string[];
  readonly goneDocuments: readonly string[];
  /** Entities all of whose relationships are replaced by those in `rows`: they were merged or split. */
  readonly rewiredEntities: readonly string[];
  readonly goneEntities: readonly string[];
  readonly goneRelations: readonly { readonly id: string; readonly from: string }[];
}

/** What a document had contributed when it was last projected: what may have to go now. */
export interface GraphContribution {
  readonly entities: readonly string[];
  readonly relations: readonly RelationKey[];
}

export interface RelationKey {
  readonly id: string;
  readonly from: string;
  readonly type: string;
  readonly to: string;
}

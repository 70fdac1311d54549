import type { NamedVariant, RegistryVariant } from '@tributary/contracts';

/** Whose contribution is linked. */
export interface LinkedDocument {
  readonly projectId: string;
  readonly documentUuid: string;
  readonly version: number;
  readonly fence: number;
}

/** A row of `registry_variants` without what pairs are judged by, which is most of it. */
export interface NamedRow extends NamedVariant {
  readonly project_id: string;
  readonly entity_uuid: string;
  readonly seq: number;
}

/** A row of `registry_variants`. */
export interface VariantRow extends NamedRow, RegistryVariant {}

/** A row of `registry_members`: what one document's entity contributes to one variant. */
export interface MemberRow {
  readonly canonical_id: string;
  readonly variant_id: string;
  readonly is_primary: boolean;
  readonly active: boolean;
  readonly name: string;
  readonly mention_count: number;
  readonly aliases: readonly string[];
  readonly identifiers: readonly string[];
  readonly contexts: readonly string[];
}

/** A member with what its variant is made of. */
export interface Contribution extends MemberRow {
  readonly type: string;
  readonly key: string;
  readonly discriminator: string;
}

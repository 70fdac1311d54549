import { deriveUuid, type EntityDraft, type RegistryRules, type VariantDraft } from '@tributary/contracts';
import { sql } from 'kysely';
import { documentKey } from '../record/lock-documents.js';
import type { Transaction } from '../schema/index.js';
import type { Contribution, MemberRow } from './registry-types.js';

/** Forms of a name kept with a member. */
const aliasLimit = 20;

/** What a document's entities contribute: a row per entity and name, the primary one first. */
export function contributionsOf(
  projectId: string,
  drafts: readonly EntityDraft[],
  splits: ReadonlyMap<string, string>,
  rules: RegistryRules,
): Contribution[] {
  const named = drafts.map((draft) => ({ draft, variants: rules.variantsOf(draft) }));
  // A name that is another entity's own in the same document is not used for both.
  const owners = new Map(
    named.flatMap(({ draft, variants }) => (variants[0] ? [[`${draft.type}\n${variants[0].key}`, draft.canonical_id]] : [])),
  );
  const isSeparated = ({ type, key }: VariantDraft) => splits.has(`${type}\n${key}`);
  return named.flatMap(({ draft, variants }) =>
    // One that a person separated is known by the name that was meant alone.
    (variants[0] && isSeparated(variants[0]) ? variants.slice(0, 1) : variants)
      .filter((variant, i) => i === 0 || (owners.get(`${draft.type}\n${variant.key}`) ?? draft.canonical_id) === draft.canonical_id)
      .map(({ type, key, name }, i): Contribution => {
        const discriminator = splits.get(`${type}\n${key}`) ?? '';
        return {
          canonical_id: draft.canonical_id,
          variant_id: variantIdOf(projectId, type, key, discriminator),
          type,
          key,
          discriminator,
          is_primary: i === 0,
          active: true,
          name,
          mention_count: i === 0 ? draft.mention_count : 0,
          aliases: i === 0 ? draft.aliases.slice(0, aliasLimit) : [],
          identifiers: [...(draft.identifiers ?? [])],
          contexts: [...(draft.contexts ?? [])],
        };
      }),
  );
}

export function variantIdOf(projectId: string, type: string, key: string, discriminator: string): string {
  return deriveUuid('variant', projectId, type, key, discriminator);
}

/** What documents contribute, by document. */
export async function loadMembers(tx: Transaction, documentUuids: readonly string[]): Promise<Map<string, MemberRow[]>> {
  const { rows } = await sql<MemberRow & { document_uuid: string }>`
    select document_uuid, canonical_id, variant_id, is_primary, active, name, mention_count, aliases, identifiers, contexts
    from registry_members where document_uuid = any(${documentUuids}::uuid[])`.execute(tx);
  const members = rows.map(({ document_uuid, ...member }) => ({ document_uuid, member }));
  const byDocument = Map.groupBy(members, (row) => row.document_uuid);
  return new Map([...byDocument].map(([document, own]) => [document, own.map((row) => row.member)]));
}

/** What one document contributes. */
export async function membersOf(tx: Transaction, documentUuid: string): Promise<readonly MemberRow[]> {
  return (await loadMembers(tx, [documentUuid])).get(documentKey(documentUuid)) ?? [];
}

/** Discriminators that people gave to names, by document and then by type and key: those of the newest splits that stand. */
export async function loadSplits(tx: Transaction, documentUuids: readonly string[]): Promise<Map<string, Map<string, string>>> {
  const { rows } = await sql<{ document_uuid: string; type: string; key: string; discriminator: string }>`
    select distinct on (document_uuid, type, key) document_uuid, type, key, discriminator from registry_splits
    where document_uuid = any(${documentUuids}::uuid[]) and undone_at is null order by document_uuid, type, key, seq desc`.execute(tx);
  const byDocument = Map.groupBy(rows, (row) => row.document_uuid);
  return new Map(
    [...byDocument].map(([document, own]) => [document, new Map(own.map((row) => [`${row.type}\n${row.key}`, row.discriminator]))]),
  );
}

const memberColumns = [
  'canonical_id',
  'variant_id',
  'is_primary',
  'active',
  'name',
  'mention_count',
  'aliases',
  'identifiers',
  'contexts',
] as const;

/** Whether a document contributes what it contributed before: then nothing has to be done. */
export function sameContributions(before: readonly MemberRow[], after: readonly MemberRow[]): boolean {
  return before.length === after.length && fingerprints(before).join('\n') === fingerprints(after).join('\n');
}

function fingerprints(rows: readonly MemberRow[]): string[] {
  return rows.map((row) => JSON.stringify(memberColumns.map((column) => row[column]))).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

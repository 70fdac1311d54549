import { createHash } from 'node:crypto';
import { deriveUuid, type VariantDraft } from '@tributary/contracts';
import type { Database } from '@tributary/database';
import { registryRules } from '@tributary/entity-resolution';
import { sql } from 'kysely';

const syllables =
  'ba be bo ka ke ko da de do fa fe ga go ha he ja jo la le lo ma me mo na ne no pa pe ra re ro sa se so ta te to va ve wa za'.split(' ');
const given = 'john mary ahmed ling olga pedro anna james fatima ivan chen rosa david sara omar nina paul vera hugo lena'.split(' ');
const batch = 5_000;

/** A name by its number: people (three in four) and firms. Surnames follow a Zipf-like law, so that some are borne by very many. */
export function nameAt(n: number): string {
  const digest = createHash('md5').update(String(n)).digest();
  const surname = capital(wordOf(Math.floor(40_000 ** (digest.readUInt32BE(0) / 2 ** 32))));
  if (n % 4 === 0) return `${surname} ${capital(wordOf(digest.readUInt16BE(4)))} Ltd`;
  const first = given[digest.readUInt16BE(6) % given.length] ?? '';
  const middle = String.fromCharCode(65 + ((digest[8] ?? 0) % 26));
  return `${capital(first)} ${middle}${wordOf(digest.readUInt16BE(10))} ${surname}`;
}

/** Puts entities `from` to `to` into a project's registry as they would stand there after one document each. */
export async function seedRegistry(db: Database, projectId: string, from: number, to: number): Promise<void> {
  for (let start = from; start < to; start += batch) {
    const variants = new Map<string, VariantDraft & { id: string }>();
    for (let n = start; n < Math.min(to, start + batch); n++) {
      const name = nameAt(n);
      const type = name.endsWith('Ltd') ? 'ORGANIZATION' : 'PERSON';
      const [variant] = registryRules.variantsOf({ canonical_id: String(n), name, type, aliases: [], mention_count: 1, confidence: 1 });
      if (!variant) continue;
      const id = deriveUuid('variant', projectId, type, variant.key, '');
      variants.set(id, { ...variant, id });
    }
    await insertVariants(db, projectId, [...variants.values()]);
  }
  await sql`analyze registry_variants, registry_keys`.execute(db);
}

async function insertVariants(
  db: Database,
  projectId: string,
  variants: readonly (VariantDraft & { readonly id: string })[],
): Promise<void> {
  const rows = JSON.stringify(variants.map(({ id, type, key, name }) => ({ id, type, key, name })));
  await sql`insert into registry_variants (variant_id, project_id, type, key, name, entity_uuid, document_count, mention_count)
    select id, ${projectId}, type, key, name, id, 1, 1 from json_to_recordset(${rows}::json) as n (id uuid, type text, key text, name text)
    on conflict do nothing`.execute(db);
  const keys = variants.flatMap((variant) =>
    registryRules.blockingKeys(variant).stored.map((key) => ({ k: hashOf(projectId, key), id: variant.id })),
  );
  await sql`insert into registry_keys (key_hash, variant_id) select k, id from json_to_recordset(${JSON.stringify(keys)}::json) as n (k bigint, id uuid)
    on conflict do nothing`.execute(db);
}

/** As the registry hashes its keys. */
function hashOf(projectId: string, key: string): string {
  return createHash('sha1').update(`${projectId}\u001f${key}`).digest().readBigInt64BE(0).toString();
}

function wordOf(n: number): string {
  let [rest, word] = [n + 50, ''];
  while (rest > 0) {
    word += syllables[rest % syllables.length] ?? '';
    rest = Math.floor(rest / syllables.length);
  }
  return word;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

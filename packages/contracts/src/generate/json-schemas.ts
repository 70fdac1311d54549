import { createRequire } from 'node:module';
import { getMetadataStorage } from 'class-validator';
import { validationMetadatasToSchemas } from 'class-validator-jsonschema';
import { type EventContract, eventContracts } from '../events/registry.js';

export type JsonSchema = Readonly<Record<string, unknown>>;

// Nested types are known to class-transformer only; it does not export its storage by name.
const { defaultMetadataStorage } = createRequire(import.meta.url)('class-transformer/cjs/storage.js') as { defaultMetadataStorage: object };

/** One self-contained JSON Schema (draft 2020-12) per event type, from the decorators of its class. Unknown fields are allowed. */
export function eventSchemas(): ReadonlyMap<EventContract, JsonSchema> {
  const all = validationMetadatasToSchemas({
    classTransformerMetadataStorage: defaultMetadataStorage as never,
    classValidatorMetadataStorage: getMetadataStorage(),
    refPointerPrefix: '#/$defs/',
  }) as Record<string, JsonSchema>;
  return new Map(eventContracts.map((contract) => [contract, schemaOf(contract, all)]));
}

function schemaOf(contract: EventContract, all: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const own = all[contract.name];
  if (own === undefined) throw new Error(`${contract.name} has no validated field`);
  const nested = referencedBy(own, all);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:tributary:${contract.type}:v${contract.version}`,
    title: contract.type,
    ...own,
    ...(nested.size === 0 ? {} : { $defs: Object.fromEntries([...nested].sort().map((name) => [name, all[name]])) }),
  };
}

function referencedBy(schema: unknown, all: Readonly<Record<string, JsonSchema>>, found = new Set<string>()): Set<string> {
  for (const [, name] of JSON.stringify(schema).matchAll(/"#\/\$defs\/([^"]+)"/g)) {
    if (name === undefined || found.has(name)) continue;
    found.add(name);
    referencedBy(all[name], all, found);
  }
  return found;
}

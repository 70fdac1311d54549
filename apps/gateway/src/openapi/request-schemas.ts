import { createRequire } from 'node:module';
import { getMetadataStorage } from 'class-validator';
import { validationMetadatasToSchemas } from 'class-validator-jsonschema';
import type { Schema } from './schema.js';

// Nested types are known to class-transformer only; it does not export its storage by name.
const { defaultMetadataStorage } = createRequire(import.meta.url)('class-transformer/cjs/storage.js') as { defaultMetadataStorage: object };

/** Schemas of bodies and queries by class name, from the rules that check them. */
export function requestSchemas(): Readonly<Record<string, Schema>> {
  return validationMetadatasToSchemas({
    classTransformerMetadataStorage: defaultMetadataStorage as never,
    classValidatorMetadataStorage: getMetadataStorage(),
    refPointerPrefix: '#/components/schemas/',
  }) as Readonly<Record<string, Schema>>;
}

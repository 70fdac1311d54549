import { expect, test } from 'vitest';
import { eventContracts } from '../events/registry.js';
import { asyncApi } from './asyncapi.js';
import { eventSchemas } from './json-schemas.js';

test('every event has a schema that names its required fields', () => {
  const schemas = [...eventSchemas()].map(([contract, schema]) => [contract.type, schema['required']]);
  expect(schemas.map(([type]) => type)).toEqual(eventContracts.map(({ type }) => type));
  expect(schemas[0]).toEqual(['document.submitted', ['project', 'uri', 'file_name']]);
});

test('every reference in the AsyncAPI document leads somewhere', () => {
  const document = asyncApi();
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path as string);
  const resolve = (path: string) =>
    path.split('/').reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], document);
  expect(references.filter((path) => resolve(path) === undefined)).toEqual([]);
});

import type { Schema } from '../openapi/schema.js';

/** Where a value breaks its schema; nothing when it conforms. Stricter than JSON Schema: a field that the schema does not name is a breach too. */
export function breaches(schema: Schema, value: unknown, named: Readonly<Record<string, Schema>>, at = '$'): string[] {
  if (schema.$ref !== undefined) return breaches(named[schema.$ref.split('/').at(-1) ?? ''] ?? { enum: [] }, value, named, at);
  if (schema.anyOf !== undefined) {
    const all = schema.anyOf.map((one) => breaches(one, value, named, at));
    return all.some((found) => found.length === 0) ? [] : all.flat();
  }
  if (schema.enum !== undefined && !schema.enum.includes(String(value))) return [`${at} is ${String(value)}`];
  const types = schema.type === undefined ? [] : [schema.type].flat();
  if (types.length > 0 && !types.some((type) => isOfType(value, type))) return [`${at} is ${typeof value}, not ${types.join(' or ')}`];
  if (value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => breaches(schema.items ?? {}, item, named, `${at}[${index}]`));
  return typeof value === 'object' && types.includes('object')
    ? objectBreaches(schema, value, named, at)
    : formatBreaches(schema, value, at);
}

function objectBreaches(schema: Schema, value: object, named: Readonly<Record<string, Schema>>, at: string): string[] {
  const { properties = {}, required = [], additionalProperties } = schema;
  const missing = required.filter((name) => !(name in value)).map((name) => `${at}.${name} is missing`);
  const own = Object.entries(value).flatMap(([name, field]) => {
    const known = properties[name] ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
    return known === undefined ? [`${at}.${name} is not in the schema`] : breaches(known, field, named, `${at}.${name}`);
  });
  return [...missing, ...own];
}

function formatBreaches({ format, minimum, maximum }: Schema, value: unknown, at: string): string[] {
  if (format === 'uuid' && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(String(value))) return [`${at} is no UUID`];
  if (format === 'date-time' && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(String(value))) return [`${at} is no time`];
  if (typeof value === 'number' && (value < (minimum ?? value) || value > (maximum ?? value))) return [`${at} is ${value}`];
  return [];
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}

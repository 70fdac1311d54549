import type { OpenAPIObject } from '@nestjs/swagger';

/** The part of JSON Schema 2020-12 (OpenAPI 3.1) that our answers need. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
}

/** The same in the words of the library that writes the description. */
export type SwaggerSchema = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

export const text: Schema = { type: 'string' };
export const uuid: Schema = { type: 'string', format: 'uuid' };
export const time: Schema = { type: 'string', format: 'date-time' };
export const whole: Schema = { type: 'integer', minimum: 0 };
export const number: Schema = { type: 'number' };
export const share: Schema = { type: 'number', minimum: 0, maximum: 1 };
export const yesNo: Schema = { type: 'boolean' };
export const anything: Schema = {};
export const texts: Schema = { type: 'array', items: text };
export const uuids: Schema = { type: 'array', items: uuid };

export function oneOf(values: readonly string[]): Schema {
  return { type: 'string', enum: values };
}

export function listOf(items: Schema): Schema {
  return { type: 'array', items };
}

export function mapOf(values: Schema): Schema {
  return { type: 'object', additionalProperties: values };
}

export function orNull(schema: Schema): Schema {
  if (typeof schema.type === 'string' && schema.enum === undefined) return { ...schema, type: [schema.type, 'null'] };
  return { anyOf: [schema, { type: 'null' }] };
}

export function ref(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

/**
 * The schema of an answer's type. The compiler refuses it when a field is missing or does not exist, so that it cannot fall behind the type; fields that may
 * be absent are named in `optional`.
 */
export function schemaOf<T extends object>(
  fields: { readonly [K in keyof Required<T>]: Schema },
  optional: readonly (keyof T)[] = [],
): Schema {
  const names = Object.keys(fields) as (keyof T)[];
  return {
    type: 'object',
    properties: fields as Readonly<Record<string, Schema>>,
    required: names.filter((name) => !optional.includes(name)).map(String),
  };
}

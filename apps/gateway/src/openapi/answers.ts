import { applyDecorators } from '@nestjs/common';
import { ApiDefaultResponse, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { documentSchemas } from './document-schemas.js';
import { graphSchemas } from './graph-schemas.js';
import { operationSchemas } from './operation-schemas.js';
import { reviewSchemas } from './review-schemas.js';
import { listOf, orNull, ref, type Schema, type SwaggerSchema, text } from './schema.js';

/** Every answer by its name. */
export const answerSchemas = { ...documentSchemas, ...graphSchemas, ...reviewSchemas, ...operationSchemas } as const;
export type AnswerName = keyof typeof answerSchemas;

/** Says what a handler answers: `summary` for people, the answer's type by name, alone or as part of a list. */
export function Answers(summary: string, name: AnswerName, shape: 'one' | 'page' = 'one'): MethodDecorator {
  return describe(summary, ['application/json'], shape === 'one' ? ref(name) : pageOf(ref(name)));
}

/** A handler that answers with something other than JSON, of one of these types. */
export function AnswersBytes(summary: string, ...contentTypes: readonly string[]): MethodDecorator {
  return describe(summary, contentTypes, text);
}

function describe(summary: string, contentTypes: readonly string[], schema: Schema): MethodDecorator {
  const problem = { 'application/problem+json': { schema: ref('Problem') as SwaggerSchema } };
  const content = Object.fromEntries(contentTypes.map((type) => [type, { schema: schema as SwaggerSchema }]));
  return applyDecorators(
    ApiOperation({ summary }),
    ApiResponse({ status: '2XX', description: summary, content }),
    ApiDefaultResponse({ description: 'what is wrong (RFC 9457)', content: problem }),
  );
}

function pageOf(items: Schema): Schema {
  return { type: 'object', properties: { items: listOf(items), next_cursor: orNull(text) }, required: ['items', 'next_cursor'] };
}

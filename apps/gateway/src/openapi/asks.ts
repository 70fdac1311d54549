import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiQuery } from '@nestjs/swagger';
import { requestSchemas } from './request-schemas.js';
import { ref, type SwaggerSchema } from './schema.js';

/** Describes the query of a handler by the class that checks it. */
export function Asks(query: new () => object): MethodDecorator {
  const { properties = {}, required = [] } = requestSchemas()[query.name] ?? {};
  const parameters = Object.entries(properties).map(([name, schema]) =>
    ApiQuery({ name, required: required.includes(name) && !(name in new query()), schema: schema as SwaggerSchema }),
  );
  return applyDecorators(...parameters);
}

/** The two ways of handing in documents. */
export function AsksForDocuments(): MethodDecorator {
  const form = {
    type: 'object',
    properties: {
      file: { type: 'array', items: { type: 'string', format: 'binary' } },
      batch_uuid: { type: 'string', format: 'uuid' },
      options: { type: 'string', description: 'SubmissionOptions as JSON' },
    },
  };
  const content = {
    'application/json': { schema: ref('SubmitUrisBody') as SwaggerSchema },
    'multipart/form-data': { schema: form as SwaggerSchema },
  };
  return applyDecorators(
    ApiConsumes('application/json', 'multipart/form-data'),
    ApiBody({ content } as unknown as Parameters<typeof ApiBody>[0]),
  );
}

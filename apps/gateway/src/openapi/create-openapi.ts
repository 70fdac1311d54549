import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { answerSchemas } from './answers.js';
import { requestSchemas } from './request-schemas.js';

/** The OpenAPI 3.1 description of the API, from the controllers themselves. */
export function createOpenApi(app: INestApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Tributary')
    .setDescription('Documents go in; a knowledge graph with provenance comes out.')
    .setVersion('v1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer' })
    .addSecurityRequirements('bearer');
  const document = SwaggerModule.createDocument(app, builder.build(), { autoTagControllers: false });
  const bodies = Object.fromEntries(
    Object.entries(requestSchemas()).filter(([name]) => name.endsWith('Body') || name === 'SubmissionOptions'),
  );
  const schemas = { ...document.components?.schemas, ...bodies, ...answerSchemas };
  return { ...document, components: { ...document.components, schemas: schemas as NonNullable<OpenAPIObject['components']>['schemas'] } };
}

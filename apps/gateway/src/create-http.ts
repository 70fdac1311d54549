import type { RequestListener } from 'node:http';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { nestLogger } from '@tributary/service-kit';
import { GatewayModule, type GatewayParts } from './gateway.module.js';
import { createOpenApi } from './openapi/create-openapi.js';

export interface GatewayHttp {
  readonly handle: RequestListener;
  readonly app: INestApplication;
  close(): Promise<void>;
}

/** Bytes of a JSON body: a thousand URIs fit. */
const jsonLimit = '5mb';

/** The HTTP API as a function of request and response; the service's own server listens. */
export async function createHttp(parts: GatewayParts): Promise<GatewayHttp> {
  const app = await NestFactory.create<NestExpressApplication>(GatewayModule.of(parts), {
    bodyParser: false,
    logger: nestLogger(parts.log),
    abortOnError: false,
  });
  app.useBodyParser('json', { limit: jsonLimit });
  app.disable('x-powered-by');
  const description = createOpenApi(app);
  const adapter = app.getHttpAdapter();
  adapter.get('/openapi.json', (_request: unknown, response: { json(body: unknown): void }) => response.json(description));
  await app.init();
  return { app, handle: adapter.getInstance() as RequestListener, close: () => app.close() };
}

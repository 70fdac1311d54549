import { Controller, Get, Inject, Res } from '@nestjs/common';
import { type Database, findSource } from '@tributary/database';
import type { ObjectStore } from '@tributary/object-store';
import { FromCaller, Needs } from '../access/access.guard.js';
import type { Caller } from '../access/caller.js';
import { AnswersBytes } from '../openapi/answers.js';
import { DATABASE, OBJECT_STORE } from '../tokens.js';
import type { HttpResponse } from './http-types.js';
import { UuidParameter } from './uuid-parameter.js';

@Controller('v1/documents/:id/source')
@Needs('read')
export class SourceController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(OBJECT_STORE) private readonly store: ObjectStore,
  ) {}

  @Get()
  @AnswersBytes('the bytes as they were submitted', 'application/octet-stream')
  async source(@UuidParameter('id') id: string, @FromCaller() caller: Caller, @Res() response: HttpResponse): Promise<void> {
    const source = caller.requireSeen(await findSource(this.db, id), `document ${id}`);
    const bytes = await this.store.get(source.content_uri);
    response.setHeader('content-type', source.content_type ?? 'application/octet-stream');
    response.setHeader('content-length', bytes.byteLength);
    // Strangers' files are downloaded, never shown as a page of ours.
    response.setHeader('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(source.file_name)}`);
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('content-security-policy', 'sandbox');
    response.end(bytes);
  }
}

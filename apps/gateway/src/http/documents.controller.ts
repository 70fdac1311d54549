import { Controller, Delete, Get, HttpCode, Inject, Query, Res } from '@nestjs/common';
import type {
  ChunkView,
  DocumentDetail,
  DocumentSummary,
  DocumentText,
  EntitySummary,
  ErasureReceipt,
  MentionView,
  Page,
  RelationView,
} from '@tributary/contracts';
import {
  type Database,
  findDocument,
  findText,
  listChunks,
  listDocumentEntities,
  listDocumentRelations,
  listDocuments,
  listMentions,
} from '@tributary/database';
import { symmetricRelations } from '@tributary/knowledge-graph';
import { FromCaller, Needs } from '../access/access.guard.js';
import type { Caller } from '../access/caller.js';
import { Answers } from '../openapi/answers.js';
import { Asks } from '../openapi/asks.js';
import { mentionPlaces } from '../pages/page-views.js';
import { Readings } from '../pages/readings.js';
import { notFound } from '../problems/problem.js';
import { DATABASE } from '../tokens.js';
import { definedOnly } from './defined-only.js';
import { Erasure } from './erasure.js';
import type { HttpResponse } from './http-types.js';
import { DocumentQuery, MentionQuery, PageQuery } from './queries.js';
import { UuidParameter } from './uuid-parameter.js';

@Controller('v1/documents')
@Needs('read')
export class DocumentsController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(Erasure) private readonly erasure: Erasure,
    @Inject(Readings) private readonly readings: Readings,
  ) {}

  @Get()
  @Asks(DocumentQuery)
  @Answers('documents, newest first', 'DocumentSummary', 'page')
  list(@Query() query: DocumentQuery, @FromCaller() caller: Caller): Promise<Page<DocumentSummary>> {
    const { batch, limit, cursor, ...filter } = query;
    if (filter.project !== undefined) caller.requireProject(filter.project);
    const projects = caller.projects === 'all' ? {} : { projects: caller.projects };
    return listDocuments(this.db, definedOnly({ ...filter, ...projects, batchUuid: batch }), definedOnly({ limit, cursor }));
  }

  @Get(':id')
  @Answers('a document with all its stages', 'DocumentDetail')
  async find(@UuidParameter('id') id: string, @FromCaller() caller: Caller): Promise<DocumentDetail> {
    return caller.requireSeen(await findDocument(this.db, id), `document ${id}`);
  }

  @Get(':id/text')
  @Answers('the cleaned text', 'DocumentText')
  async text(@UuidParameter('id') id: string, @FromCaller() caller: Caller): Promise<DocumentText> {
    const { status } = await this.find(id, caller);
    const text = await findText(this.db, id);
    if (text === undefined) throw notFound(`text of document ${id} yet: it is ${status}`);
    return text;
  }

  @Get(':id/chunks')
  @Asks(PageQuery)
  @Answers('chunks in the order of the text', 'ChunkView', 'page')
  async chunks(@UuidParameter('id') id: string, @Query() page: PageQuery, @FromCaller() caller: Caller): Promise<Page<ChunkView>> {
    await this.find(id, caller);
    return listChunks(this.db, id, definedOnly(page));
  }

  @Get(':id/mentions')
  @Asks(MentionQuery)
  @Answers('mentions in the order of the text', 'MentionView', 'page')
  async mentions(@UuidParameter('id') id: string, @Query() query: MentionQuery, @FromCaller() caller: Caller): Promise<Page<MentionView>> {
    const { places, ...page } = query;
    await this.find(id, caller);
    const mentions = await listMentions(this.db, id, definedOnly(page));
    if (!places) return mentions;
    const reading = await this.readings.find(id);
    return { ...mentions, items: mentions.items.map((mention) => ({ ...mention, places: mentionPlaces(reading, mention) })) };
  }

  @Get(':id/entities')
  @Asks(PageQuery)
  @Answers('entities that the document speaks of', 'EntitySummary', 'page')
  async entities(@UuidParameter('id') id: string, @Query() page: PageQuery, @FromCaller() caller: Caller): Promise<Page<EntitySummary>> {
    await this.find(id, caller);
    return listDocumentEntities(this.db, id, definedOnly(page));
  }

  @Get(':id/relations')
  @Asks(PageQuery)
  @Answers('relations that the document supports', 'RelationView', 'page')
  async relations(@UuidParameter('id') id: string, @Query() page: PageQuery, @FromCaller() caller: Caller): Promise<Page<RelationView>> {
    await this.find(id, caller);
    return listDocumentRelations(this.db, id, definedOnly(page), symmetricRelations);
  }

  @Delete(':id')
  @Needs('erase')
  @HttpCode(200)
  @Answers('what was erased, per store; 202 while it goes on', 'ErasureReceipt')
  async erase(
    @UuidParameter('id') id: string,
    @FromCaller() caller: Caller,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<ErasureReceipt> {
    const { project } = await this.find(id, caller);
    const receipt = await this.erasure.erase(id, project);
    if (receipt.status === 'erasing') response.status(202);
    return receipt;
  }
}

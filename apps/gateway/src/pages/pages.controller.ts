import { createHash } from 'node:crypto';
import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import type { OcrPage, Page, PageDetail, PageView } from '@tributary/contracts';
import { type Database, type DocumentReading, decodeCursor, findSource, toPage } from '@tributary/database';
import type { ObjectStore } from '@tributary/object-store';
import { FromCaller, Needs } from '../access/access.guard.js';
import type { Caller } from '../access/caller.js';
import type { HttpRequest, HttpResponse } from '../http/http-types.js';
import { PageQuery } from '../http/queries.js';
import { UuidParameter } from '../http/uuid-parameter.js';
import { Answers, AnswersBytes } from '../openapi/answers.js';
import { Asks } from '../openapi/asks.js';
import { notFound, Problem } from '../problems/problem.js';
import { DATABASE, OBJECT_STORE, PAGE_IMAGES } from '../tokens.js';
import type { PageImages } from './page-images.js';
import { PageImageQuery, PageNumber } from './page-parameters.js';
import { pageDetail, pageView } from './page-views.js';
import { preferredFormat } from './preferred-format.js';
import { Readings } from './readings.js';

@Controller('v1/documents/:id/pages')
@Needs('read')
export class PagesController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(OBJECT_STORE) private readonly store: ObjectStore,
    @Inject(PAGE_IMAGES) private readonly images: PageImages,
    @Inject(Readings) private readonly readings: Readings,
  ) {}

  @Get()
  @Asks(PageQuery)
  @Answers('pages as they were read, in order', 'PageView', 'page')
  async list(
    @UuidParameter('id') id: string,
    @Query() { limit, cursor }: PageQuery,
    @FromCaller() caller: Caller,
  ): Promise<Page<PageView>> {
    const reading = await this.reading(id, caller);
    const [after = 0] = cursor === undefined ? [] : decodeCursor(cursor, 'integer');
    const rest = reading.ocr.metadata.pages.filter(({ number }) => number > Number(after)).slice(0, limit + 1);
    return toPage(
      rest,
      limit,
      ({ number }) => [number],
      (page) => pageView(reading, page),
    );
  }

  @Get(':number')
  @Answers('a page with the place of each of its words or lines', 'PageDetail')
  async find(@UuidParameter('id') id: string, @PageNumber('number') number: number, @FromCaller() caller: Caller): Promise<PageDetail> {
    const reading = await this.reading(id, caller);
    return pageDetail(reading, pageOf(reading, number, id));
  }

  @Get(':number/image')
  @Asks(PageImageQuery)
  @AnswersBytes('the page as an image: PNG, JPEG or WebP as the caller accepts', 'image/png', 'image/jpeg', 'image/webp')
  async image(
    @UuidParameter('id') id: string,
    @PageNumber('number') number: number,
    @Query() { width }: PageImageQuery,
    @FromCaller() caller: Caller,
    @Req() request: HttpRequest,
    @Res() response: HttpResponse,
  ): Promise<void> {
    const source = caller.requireSeen(await findSource(this.db, id), `document ${id}`);
    const format = preferredFormat(request.headers.accept);
    if (format === undefined) throw new Problem(406, 'not_acceptable', 'pages are image/png, image/jpeg or image/webp');
    const reading = await this.reading(id, caller);
    if (!isShown(source.detected_file_type)) {
      throw new Problem(409, 'no_page_images', `${source.detected_file_type ?? 'this type'} has no pages that can be looked at`);
    }
    pageOf(reading, number, id);
    const drawing = { sha256: source.sha256 ?? source.content_uri, pageNumber: number, width, format };
    response.setHeader('vary', 'accept');
    response.setHeader('etag', etagOf(drawing));
    // The same bytes are the same image; whether the caller may still see it is asked every time.
    response.setHeader('cache-control', 'private, no-cache');
    if (request.headers['if-none-match'] === etagOf(drawing)) {
      response.status(304).end();
      return;
    }
    const image = await this.images.image(drawing, () => this.store.get(source.content_uri));
    response.setHeader('content-type', `image/${format}`);
    response.setHeader('content-length', image.byteLength);
    response.setHeader('x-content-type-options', 'nosniff');
    response.end(image);
  }

  private async reading(id: string, caller: Caller): Promise<DocumentReading> {
    caller.requireSeen(await findSource(this.db, id), `document ${id}`);
    const reading = await this.readings.find(id);
    if (reading === undefined) throw new Problem(409, 'not_read_yet', `document ${id} has not been read yet, or could not be`);
    return reading;
  }
}

function pageOf({ ocr }: DocumentReading, number: number, id: string): OcrPage {
  const page = ocr.metadata.pages.find((candidate) => candidate.number === number);
  if (page === undefined) throw notFound(`page ${number} in document ${id}: it has ${ocr.metadata.pages.length}`);
  return page;
}

function isShown(type: string | null): boolean {
  return type === 'application/pdf' || type?.startsWith('image/') === true;
}

function etagOf(drawing: object): string {
  return `"${createHash('sha256').update(Object.values(drawing).join(' ')).digest('hex').slice(0, 32)}"`;
}

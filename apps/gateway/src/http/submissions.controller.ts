import { basename } from 'node:path';
import { Controller, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import type { SubmissionReceipt } from '@tributary/contracts';
import { type Database, findBatch } from '@tributary/database';
import type { ObjectStore } from '@tributary/object-store';
import { FromCaller, Needs } from '../access/access.guard.js';
import type { Caller } from '../access/caller.js';
import type { DocumentIntake } from '../intake/document-intake.js';
import type { EventAnnouncer } from '../intake/event-announcer.js';
import { readUpload } from '../intake/read-upload.js';
import { Answers } from '../openapi/answers.js';
import { AsksForDocuments } from '../openapi/asks.js';
import { notFound, Problem } from '../problems/problem.js';
import { parseBody, parseJsonField } from '../problems/validation.js';
import { ANNOUNCER, DATABASE, INTAKE, OBJECT_STORE, UPLOAD_LIMITS } from '../tokens.js';
import { SubmitUrisBody, UploadFields } from './bodies.js';
import type { HttpRequest } from './http-types.js';
import { Repeatable } from './idempotency.interceptor.js';
import { type SubmissionRequest, submitAll } from './submissions.js';

export interface UploadLimits {
  readonly maxFiles: number;
}

/** Longest name of a project, as everywhere. */
const longestProject = 200;

@Controller('v1/projects/:project/documents')
@Needs('submit')
export class SubmissionsController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(OBJECT_STORE) private readonly store: ObjectStore,
    @Inject(INTAKE) private readonly intake: DocumentIntake,
    @Inject(ANNOUNCER) private readonly announcer: EventAnnouncer,
    @Inject(UPLOAD_LIMITS) private readonly limits: UploadLimits,
  ) {}

  @Post()
  @AsksForDocuments()
  @HttpCode(202)
  @Repeatable()
  @Answers('documents and batch; everything is recorded durably', 'SubmissionReceipt')
  async submit(@Param('project') project: string, @FromCaller() caller: Caller, @Req() request: HttpRequest): Promise<SubmissionReceipt> {
    caller.requireProject(project);
    if (project.length > longestProject)
      throw new Problem(400, 'invalid_request', `a project's name has at most ${longestProject} characters`);
    const isForm = request.headers['content-type']?.startsWith('multipart/form-data') === true;
    const parsed = isForm ? await this.fromForm(request) : fromJson(request.body);
    if (parsed.batchUuid !== undefined) await this.requireBatch(parsed.batchUuid, project);
    const key = request.headers['idempotency-key'];
    const idempotency = typeof key === 'string' ? { idempotencyKey: `${caller.name}\n${key}` } : {};
    return submitAll(this.intake, this.announcer, { project, ...parsed, ...idempotency });
  }

  private async fromForm(request: HttpRequest): Promise<Omit<SubmissionRequest, 'project'>> {
    const { fields, files, rejected } = await readUpload(request, this.store, this.limits);
    const { batch_uuid, options } = parseBody(UploadFields, { ...fields, ...parseJsonField(fields, 'options') });
    const documents = files.map(({ fileName, contentType, stored: { uri, sha256, size } }) => {
      return { uri, file_name: fileName, content_type: contentType, sha256, size, ...(options === undefined ? {} : { options }) };
    });
    return { documents, rejected, ...(batch_uuid === undefined ? {} : { batchUuid: batch_uuid }) };
  }

  /** A batch belongs to one project; an unknown one would be a typo. */
  private async requireBatch(batchUuid: string, project: string): Promise<void> {
    const batch = await findBatch(this.db, batchUuid);
    if (batch?.project !== project) throw notFound(`batch ${batchUuid} in the project ${project}`);
  }
}

function fromJson(body: unknown): Omit<SubmissionRequest, 'project'> {
  const { uri, uris = [], file_name, batch_uuid, options } = parseBody(SubmitUrisBody, body);
  const all = uri === undefined ? uris : [uri, ...uris];
  const documents = all.map((one) => {
    const name = one === uri && file_name !== undefined ? file_name : nameOf(one);
    return { uri: one, file_name: name, ...(options === undefined ? {} : { options }) };
  });
  return { documents, rejected: [], ...(batch_uuid === undefined ? {} : { batchUuid: batch_uuid }) };
}

const knownSchemes = /^(file|https?|s3|object):$/;

/** The last part of a URI's path, or its host. */
function nameOf(uri: string): string {
  if (!URL.canParse(uri)) throw unknownUri(uri);
  const url = new URL(uri);
  if (!knownSchemes.test(url.protocol)) throw unknownUri(uri);
  return decoded(basename(url.pathname)) || url.hostname || 'unnamed';
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch (error) {
    if (error instanceof URIError) return name;
    throw error;
  }
}

function unknownUri(uri: string): Problem {
  const rule = 'uri must begin with file://, http://, https://, s3:// or object://';
  return new Problem(400, 'invalid_request', `${uri.slice(0, 200)}: ${rule}`, [{ position: 'uri', rule }]);
}

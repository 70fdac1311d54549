import { Body, Controller, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import type { ProjectReprocessReceipt, ReprocessPlan } from '@tributary/contracts';
import { type Database, findDocument, firstStageOf, planReprocess, requestEvents, selectDocuments } from '@tributary/database';
import { FromCaller, Needs } from '../access/access.guard.js';
import type { Caller } from '../access/caller.js';
import { reprocessEvent } from '../intake/cleanup-requests.js';
import type { EventAnnouncer } from '../intake/event-announcer.js';
import { Answers } from '../openapi/answers.js';
import { notFound } from '../problems/problem.js';
import { ANNOUNCER, DATABASE } from '../tokens.js';
import { ProjectReprocessBody, ReprocessBody } from './bodies.js';
import { definedOnly } from './defined-only.js';
import type { HttpResponse } from './http-types.js';
import { UuidParameter } from './uuid-parameter.js';

@Controller('v1')
@Needs('operate')
export class ReprocessController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(ANNOUNCER) private readonly announcer: EventAnnouncer,
  ) {}

  @Post('documents/:id/reprocess')
  @HttpCode(202)
  @Answers('what runs again, or would (200)', 'ReprocessPlan')
  async reprocess(
    @UuidParameter('id') id: string,
    @Body() body: ReprocessBody,
    @FromCaller() caller: Caller,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<ReprocessPlan> {
    const { project } = caller.requireSeen(await findDocument(this.db, id), `document ${id}`);
    const plan = await planReprocess(this.db, id, definedOnly(body));
    if (plan === undefined) throw notFound(`document ${id} any more: it was erased`);
    if (plan.dry_run) response.status(200);
    else await this.request([plan], project, body);
    return plan;
  }

  @Post('projects/:project/reprocess')
  @HttpCode(202)
  @Answers('which documents run again, or would (200)', 'ProjectReprocessReceipt')
  async reprocessProject(
    @Param('project') project: string,
    @Body() body: ProjectReprocessBody,
    @FromCaller() caller: Caller,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<ProjectReprocessReceipt> {
    caller.requireProject(project);
    const { status, stage, limit, ...request } = body;
    const { documentUuids, matched } = await selectDocuments(this.db, definedOnly({ project, status, stage }), limit);
    const plans = await Promise.all(documentUuids.map((id) => planReprocess(this.db, id, definedOnly(request))));
    const dryRun = body.dry_run ?? false;
    if (dryRun) response.status(200);
    else
      await this.request(
        plans.filter((plan) => plan !== undefined),
        project,
        body,
      );
    return { dry_run: dryRun, matched, document_uuids: documentUuids };
  }

  private async request(plans: readonly ReprocessPlan[], project: string, { preserve_ocr, force, reason }: ReprocessBody): Promise<void> {
    const events = plans.map((plan) => {
      const how = definedOnly({ preserve_ocr, force, reason });
      const request = { document_uuid: plan.document_uuid, mode: 'reprocess' as const, from_stage: firstStageOf(plan), project, ...how };
      return reprocessEvent(request, plan.processing_version, new Date());
    });
    await requestEvents(this.db, events);
    await this.announcer.announce(events);
  }
}

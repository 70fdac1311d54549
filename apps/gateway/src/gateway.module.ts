import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import type { Database, RegistryReview } from '@tributary/database';
import type { ObjectStore } from '@tributary/object-store';
import type { Logger } from '@tributary/stage-kit';
import { AccessGuard } from './access/access.guard.js';
import type { ApiKey } from './access/api-keys.js';
import { DocumentsController } from './http/documents.controller.js';
import { EntitiesController } from './http/entities.controller.js';
import { Erasure } from './http/erasure.js';
import { GraphController } from './http/graph.controller.js';
import { IdempotencyInterceptor } from './http/idempotency.interceptor.js';
import { OperationsController } from './http/operations.controller.js';
import { PipelineReport, type ReadStreamStats } from './http/pipeline-report.js';
import { ProjectsController } from './http/projects.controller.js';
import { QuarantineController, type Republish } from './http/quarantine.controller.js';
import { ReprocessController } from './http/reprocess.controller.js';
import { ReviewController } from './http/review.controller.js';
import { SourceController } from './http/source.controller.js';
import { SubmissionsController, type UploadLimits } from './http/submissions.controller.js';
import type { DocumentIntake } from './intake/document-intake.js';
import type { EventAnnouncer } from './intake/event-announcer.js';
import { LiveController } from './live/live.controller.js';
import type { LiveEvents } from './live/live-events.js';
import type { PageImages } from './pages/page-images.js';
import { PagesController } from './pages/pages.controller.js';
import { Readings } from './pages/readings.js';
import { ProblemFilter } from './problems/problem.filter.js';
import { createValidationPipe } from './problems/validation.js';
import * as tokens from './tokens.js';

/** What stands behind the controllers. */
export interface GatewayParts {
  readonly apiKeys: readonly ApiKey[];
  readonly db: Database;
  readonly store: ObjectStore;
  readonly pageImages: PageImages;
  readonly intake: DocumentIntake;
  readonly announcer: EventAnnouncer;
  readonly republish: Republish;
  readonly review: RegistryReview;
  readonly live: LiveEvents;
  readonly log: Logger;
  readonly streamStats: ReadStreamStats;
  readonly uploadLimits: UploadLimits;
}

@Module({})
export class GatewayModule {
  static of(parts: GatewayParts): DynamicModule {
    return {
      module: GatewayModule,
      controllers: [
        SubmissionsController,
        DocumentsController,
        SourceController,
        PagesController,
        ReprocessController,
        ProjectsController,
        LiveController,
        EntitiesController,
        GraphController,
        ReviewController,
        OperationsController,
        QuarantineController,
      ],
      providers: [
        { provide: tokens.API_KEYS, useValue: parts.apiKeys },
        { provide: tokens.DATABASE, useValue: parts.db },
        { provide: tokens.OBJECT_STORE, useValue: parts.store },
        { provide: tokens.PAGE_IMAGES, useValue: parts.pageImages },
        { provide: tokens.INTAKE, useValue: parts.intake },
        { provide: tokens.ANNOUNCER, useValue: parts.announcer },
        { provide: tokens.REPUBLISH, useValue: parts.republish },
        { provide: tokens.REVIEW, useValue: parts.review },
        { provide: tokens.LIVE, useValue: parts.live },
        { provide: tokens.LOG, useValue: parts.log },
        { provide: tokens.STREAM_STATS, useValue: parts.streamStats },
        { provide: tokens.UPLOAD_LIMITS, useValue: parts.uploadLimits },
        Erasure,
        PipelineReport,
        Readings,
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
        { provide: APP_PIPE, useFactory: createValidationPipe },
      ],
    };
  }
}

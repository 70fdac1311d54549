import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import type { Page, QuarantineReceipt, QuarantineView } from '@tributary/contracts';
import {
  type Database,
  discardQuarantined,
  listQuarantine,
  type QuarantinedEntry,
  replayQuarantined,
  selectQuarantined,
} from '@tributary/database';
import { FromCaller, Needs } from '../access/access.guard.js';
import type { Caller } from '../access/caller.js';
import { Answers } from '../openapi/answers.js';
import { Asks } from '../openapi/asks.js';
import { Problem } from '../problems/problem.js';
import { DATABASE, REPUBLISH } from '../tokens.js';
import { QuarantineSelectionBody } from './bodies.js';
import { definedOnly } from './defined-only.js';
import { QuarantineQuery } from './queries.js';

/** Puts refused entries back on their streams, for the groups that refused them. */
export type Republish = (entries: readonly QuarantinedEntry[]) => Promise<void>;

type Decide = (ids: readonly string[], reason: string | undefined) => Promise<readonly string[]>;

@Controller('v1/quarantine')
@Needs('operate')
export class QuarantineController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(REPUBLISH) private readonly republish: Republish,
  ) {}

  @Get()
  @Asks(QuarantineQuery)
  @Answers('entries that were no valid events', 'QuarantineView', 'page')
  list(@Query() query: QuarantineQuery, @FromCaller() caller: Caller): Promise<Page<QuarantineView>> {
    requireAllProjects(caller);
    const { limit, cursor, ...filter } = query;
    return listQuarantine(this.db, definedOnly(filter), definedOnly({ limit, cursor }));
  }

  @Post('replay')
  @HttpCode(200)
  @Answers('what was sent again, or would be', 'QuarantineReceipt')
  replay(@Body() body: QuarantineSelectionBody, @FromCaller() caller: Caller): Promise<QuarantineReceipt> {
    return this.decide(body, caller, (ids, reason) => replayQuarantined(this.db, ids, reason, this.republish));
  }

  @Post('discard')
  @HttpCode(200)
  @Answers('what was given up, or would be', 'QuarantineReceipt')
  discard(@Body() body: QuarantineSelectionBody, @FromCaller() caller: Caller): Promise<QuarantineReceipt> {
    return this.decide(body, caller, (ids, reason) => discardQuarantined(this.db, ids, reason));
  }

  private async decide(body: QuarantineSelectionBody, caller: Caller, decide: Decide): Promise<QuarantineReceipt> {
    requireAllProjects(caller);
    const { ids, code, all, dry_run: dryRun = false, reason } = body;
    if (ids === undefined && code === undefined && all !== true) {
      throw new Problem(400, 'invalid_request', 'say which: ids, code, or all: true');
    }
    const selected = await selectQuarantined(this.db, definedOnly(body));
    if (dryRun) return { dry_run: true, ...selected };
    return { dry_run: false, matched: selected.matched, ids: await decide(selected.ids, reason) };
  }
}

/** What is no valid event belongs to no project: only who reaches all of them may deal with it. */
function requireAllProjects(caller: Caller): void {
  if (caller.projects !== 'all') throw new Problem(403, 'project_forbidden', 'quarantine is read with a key that reaches all projects');
}

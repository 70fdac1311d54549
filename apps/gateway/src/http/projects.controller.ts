import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { extractionMistakes, type Page, type ProjectView } from '@tributary/contracts';
import { type Database, findProject, listProjects, saveProject } from '@tributary/database';
import { FromCaller, Needs } from '../access/access.guard.js';
import type { Caller } from '../access/caller.js';
import { Answers } from '../openapi/answers.js';
import { Asks } from '../openapi/asks.js';
import { Problem } from '../problems/problem.js';
import { DATABASE } from '../tokens.js';
import { ProjectBody } from './bodies.js';
import { definedOnly } from './defined-only.js';
import type { HttpResponse } from './http-types.js';
import { PageQuery } from './queries.js';

@Controller('v1/projects')
@Needs('read')
export class ProjectsController {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  @Post()
  @Needs('admin')
  @HttpCode(201)
  @Answers('the project; 200 when it was there and its settings were changed', 'ProjectView')
  async save(
    @Body() body: ProjectBody,
    @FromCaller() caller: Caller,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<ProjectView> {
    caller.requireProject(body.project);
    requireUsable(body.settings);
    if ((await saveProject(this.db, body.project, body.settings)) === 'changed') response.status(200);
    return this.find(body.project, caller);
  }

  @Get()
  @Asks(PageQuery)
  @Answers('projects by name', 'ProjectView', 'page')
  list(@Query() page: PageQuery, @FromCaller() caller: Caller): Promise<Page<ProjectView>> {
    return listProjects(this.db, definedOnly(page), caller.projects === 'all' ? undefined : caller.projects);
  }

  @Get(':project')
  @Answers('one project', 'ProjectView')
  async find(@Param('project') project: string, @FromCaller() caller: Caller): Promise<ProjectView> {
    return caller.requireSeen(await findProject(this.db, project), `project ${project}`);
  }
}

/** A schema is checked when it is set: a document that meets a mistake has nobody to tell. */
function requireUsable({ extraction }: ProjectBody['settings']): void {
  const mistakes = extraction === undefined ? [] : extractionMistakes(extraction);
  if (mistakes.length === 0) return;
  const errors = mistakes.map(({ position, rule }) => ({ position: `settings.${position}`, rule }));
  throw new Problem(400, 'invalid_request', errors.map(({ rule }) => rule).join('; '), errors);
}

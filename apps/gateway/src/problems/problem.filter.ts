import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import { InvalidCursorError } from '@tributary/database';
import { type Logger, RetryableError, TerminalError } from '@tributary/stage-kit';
import type { HttpRequest, HttpResponse } from '../http/http-types.js';
import { LOG } from '../tokens.js';
import { Problem } from './problem.js';

/** Seconds after which a caller may hope that a dependency is back. */
const retryAfter = { 'retry-after': '2' };

/** Turns whatever a handler throws into problem+json. What nobody foresaw is logged as a bug and says no more than that. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOG) private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<HttpRequest>();
    const response = http.getResponse<HttpResponse>();
    const problem = problemOf(error);
    if (problem.code === 'bug') this.log.error('request failed', { method: request.method, path: pathOf(request), error });
    else if (problem.status >= 500) this.log.warn('request put off', { method: request.method, path: pathOf(request), code: problem.code });
    if (response.headersSent) {
      // Half of an answer is out: breaking off is the only way left to say that it is not whole.
      response.destroy();
      return;
    }
    for (const [name, value] of Object.entries(problem.headers)) response.setHeader(name, value);
    response.setHeader('content-type', 'application/problem+json');
    response.status(problem.status).end(JSON.stringify(problem.toView(pathOf(request))));
  }
}

function pathOf(request: HttpRequest): string {
  return request.originalUrl.split('?')[0] ?? '';
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof InvalidCursorError) return new Problem(400, 'invalid_cursor', error.message);
  if (error instanceof RetryableError) return new Problem(503, error.code, `${error.message}; try again soon`, undefined, retryAfter);
  if (error instanceof TerminalError) return new Problem(statusOf(error.code), error.code, error.message);
  if (error instanceof HttpException) return problemOfNest(error);
  return new Problem(500, 'bug', 'something went wrong here; it has been logged');
}

function statusOf(code: TerminalError['code']): number {
  switch (code) {
    case 'too_large':
      return 413;
    case 'source_not_found':
      return 404;
    case 'source_forbidden':
      return 403;
    default:
      return 422;
  }
}

/** What Nest and its body parser throw: no such route, broken JSON, a body that is too large. */
function problemOfNest(error: HttpException): Problem {
  const status = error.getStatus();
  const codes: Readonly<Record<number, string>> = {
    400: 'invalid_request',
    404: 'not_found',
    413: 'too_large',
    415: 'unsupported_media_type',
  };
  return new Problem(status, codes[status] ?? 'request_failed', error.message);
}

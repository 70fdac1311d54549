import { createHash } from 'node:crypto';
import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { abandonRequest, claimRequest, completeRequest, type Database, type IdempotentRequest } from '@tributary/database';
import { catchError, from, mergeMap, type Observable, of } from 'rxjs';
import { Problem } from '../problems/problem.js';
import { DATABASE } from '../tokens.js';
import type { HttpRequest, HttpResponse } from './http-types.js';

/** Longest key that is accepted. */
const longestKey = 255;

const repeatableMetadata = 'tributary:repeatable';

/**
 * A handler whose repetition has no further effect and gives the same answer. Its answer is not kept: it names files, and an erasure must not leave their names
 * behind (P-61).
 */
export const Repeatable = () => SetMetadata(repeatableMetadata, true);

/** A POST that is sent again under the same `Idempotency-Key` is done once and answered the same (IETF draft idempotency-key-header). */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler<unknown>): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<HttpRequest>();
    const response = context.switchToHttp().getResponse<HttpResponse>();
    const key = request.headers['idempotency-key'];
    if (request.method !== 'POST' || typeof key !== 'string') return next.handle();
    if (key === '' || key.length > longestKey)
      throw new Problem(400, 'invalid_request', `Idempotency-Key has 1 to ${longestKey} characters`);
    const identity = { scope: `${request.caller.name} ${request.originalUrl}`, key, fingerprint: fingerprintOf(request) };
    const isRepeatable = this.reflector.get<boolean | undefined>(repeatableMetadata, context.getHandler()) ?? false;
    const claim = await claimRequest(this.db, identity);
    switch (claim.kind) {
      case 'new':
        return this.once(identity, isRepeatable, next, response);
      case 'done':
        response.status(claim.status).setHeader('idempotent-replayed', 'true');
        if (isRepeatable) return next.handle();
        request.resume();
        return of(claim.body);
      case 'busy':
        throw new Problem(409, 'in_progress', 'a request with this Idempotency-Key is being answered', undefined, { 'retry-after': '1' });
      case 'other':
        throw new Problem(422, 'idempotency_key_reused', 'this Idempotency-Key was used for another request; take a new one');
    }
  }

  private once(
    identity: IdempotentRequest,
    isRepeatable: boolean,
    next: CallHandler<unknown>,
    response: HttpResponse,
  ): Observable<unknown> {
    return next.handle().pipe(
      mergeMap(async (body) => {
        await completeRequest(this.db, identity, response.statusCode, isRepeatable ? null : body);
        return body;
      }),
      catchError((error: unknown) =>
        from(abandonRequest(this.db, identity)).pipe(
          mergeMap(() => {
            throw error;
          }),
        ),
      ),
    );
  }
}

/** JSON is compared by content. The bytes of a form are not at hand yet: its length tells one form from another. */
function fingerprintOf(request: HttpRequest): string {
  const content = request.body === undefined ? `form ${request.headers['content-length'] ?? ''}` : JSON.stringify(request.body);
  return createHash('sha256').update(content).digest('hex');
}

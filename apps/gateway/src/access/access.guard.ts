import { type CanActivate, createParamDecorator, type ExecutionContext, Inject, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { HttpRequest } from '../http/http-types.js';
import { Problem } from '../problems/problem.js';
import { API_KEYS } from '../tokens.js';
import { type ApiKey, findKey, type Scope } from './api-keys.js';
import { Caller, localCaller } from './caller.js';

const scopeMetadata = 'tributary:scope';

/** The scope a key needs for a handler or for all of a controller. */
export const Needs = (scope: Scope) => SetMetadata(scopeMetadata, scope);

/** The caller, as the guard has recognised them. */
export const FromCaller = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<HttpRequest>().caller,
);

const loopback = /^(127\.0\.0\.1|localhost|\[::1\])$/;

/** Without keys a browser on this machine could be sent here by any page, or by a name that was made to lead here: neither speaks for the user. */
function recogniseLocal({ headers }: HttpRequest): Caller {
  const origins = [`http://${headers.host ?? ''}`, ...(headers.origin === undefined ? [] : [headers.origin])];
  if (origins.every((origin) => URL.canParse(origin) && loopback.test(new URL(origin).hostname))) return localCaller;
  throw new Problem(403, 'foreign_origin', 'without API keys only this machine is answered, under the name localhost');
}

/** Lets through who has a key with the scope that the handler needs. Health and metrics are not asked here. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(API_KEYS) private readonly keys: readonly ApiKey[],
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<HttpRequest>();
    const scope = this.reflector.getAllAndOverride<Scope | undefined>(scopeMetadata, [context.getHandler(), context.getClass()]);
    if (scope === undefined) return true;
    const caller = this.keys.length === 0 ? recogniseLocal(request) : this.recognise(request.headers.authorization);
    if (!caller.may(scope)) throw new Problem(403, 'scope_missing', `this key lacks the scope ${scope}`);
    request.caller = caller;
    return true;
  }

  private recognise(authorization: string | undefined): Caller {
    const secret = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    const key = secret === undefined ? undefined : findKey(this.keys, secret);
    if (key === undefined) throw new Problem(401, 'unauthorized', 'send an API key: Authorization: Bearer <key>');
    return Caller.ofKey(key);
  }
}

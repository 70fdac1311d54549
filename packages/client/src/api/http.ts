import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Problem } from '@tributary/contracts';

export interface ApiClientOptions {
  /** Of the gateway, e.g. `http://127.0.0.1:8080`. */
  readonly baseUrl: string;
  readonly apiKey?: string;
  /** Times a request is sent before the client gives up. Safe for writes too: they carry an idempotency key. */
  readonly attempts?: number;
}

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly query?: Query;
  /** Sent as JSON, or as it is when it is a form. */
  readonly body?: object | FormData;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export interface Http {
  json<T>(request: HttpRequest): Promise<T>;
  /** The answer as it comes; throws `ApiError` unless it says ok. */
  open(request: HttpRequest): Promise<Response>;
}

/** The gateway answered with a problem (RFC 9457). */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(readonly problem: Problem) {
    super(`${problem.detail} (${problem.status} ${problem.code})`);
  }
}

/** Nobody answers at the gateway's address. */
export class GatewayUnreachableError extends Error {
  override readonly name = 'GatewayUnreachableError';
  constructor(baseUrl: string, options: ErrorOptions) {
    super(`no gateway answers at ${baseUrl}; is it running, and is the address right?`, options);
  }
}

const firstPauseMs = 200;
/** Statuses of a gateway that is starting, stopping or overloaded. */
const transientStatuses = [429, 502, 503, 504];

export function createHttp({ baseUrl, apiKey, attempts = 4 }: ApiClientOptions): Http {
  const authorization: Record<string, string> = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };

  async function open(request: HttpRequest): Promise<Response> {
    const init = initOf(request, authorization);
    const url = urlOf(baseUrl, request);
    for (let attempt = 1; ; attempt++) {
      const answer = await fetch(url, init).catch((error: unknown) => failedFetch(error, request.signal));
      const last = attempt >= attempts;
      if (answer instanceof Response && (last || !transientStatuses.includes(answer.status))) {
        if (answer.ok) return answer;
        throw new ApiError(await problemOf(answer));
      }
      if (answer instanceof Response) await answer.body?.cancel();
      else if (last) throw new GatewayUnreachableError(baseUrl, { cause: answer });
      await wait(firstPauseMs * 2 ** (attempt - 1), undefined, request.signal === undefined ? {} : { signal: request.signal });
    }
  }

  return {
    open,
    json: async <T>(request: HttpRequest) => (await (await open(request)).json()) as T,
  };
}

/** A network failure is returned, to be tried again; an abort is the caller's own wish. */
function failedFetch(error: unknown, signal: AbortSignal | undefined): unknown {
  signal?.throwIfAborted();
  return error;
}

function initOf({ method, body, headers, signal }: HttpRequest, authorization: Record<string, string>): RequestInit {
  const all: Record<string, string> = { accept: 'application/json', ...authorization, ...headers };
  // One key for all attempts: the gateway does it once.
  if (method === 'POST') all['idempotency-key'] ??= randomUUID();
  const init: RequestInit = { method, headers: all };
  if (signal !== undefined) init.signal = signal;
  if (body instanceof FormData) return { ...init, body };
  if (body === undefined) return init;
  return { ...init, headers: { ...all, 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function urlOf(baseUrl: string, { path, query = {} }: HttpRequest): URL {
  const url = new URL(path.replace(/^\//, ''), baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value));
  return url;
}

/** Something in between, a proxy for instance, may answer with anything. */
async function problemOf(answer: Response): Promise<Problem> {
  const text = await answer.text();
  if (answer.headers.get('content-type')?.startsWith('application/problem+json') === true) return JSON.parse(text) as Problem;
  return { type: 'about:blank', title: answer.statusText, status: answer.status, detail: text.slice(0, 500), code: 'unknown' };
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Caller } from '../access/caller.js';

/** The part of Express that we use of a request. */
export interface HttpRequest extends IncomingMessage {
  readonly originalUrl: string;
  readonly params: Readonly<Record<string, string>>;
  readonly body: unknown;
  caller: Caller;
}

export interface HttpResponse extends ServerResponse {
  status(code: number): this;
  json(body: unknown): this;
}

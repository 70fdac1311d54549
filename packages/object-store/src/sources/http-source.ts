import type { IncomingMessage } from 'node:http';
import { TerminalError } from '@tributary/stage-kit';
import { boundedBytes, tooLarge } from '../bounded-bytes.js';
import type { ObjectStat, SourceReader } from '../object-store.js';
import type { HttpSourceSettings } from '../settings.js';
import { type AddressGuard, createAddressGuard } from './address-guard.js';
import { failureOfStatus, failureOfTransfer } from './http-failures.js';
import { requestPinned } from './pinned-request.js';

interface Transfer {
  readonly method: 'GET' | 'HEAD';
  readonly signal: AbortSignal;
  readonly timeout: AbortSignal;
}

/**
 * Files on the web, fetched without being led into our own network: every host, also behind a redirect, is resolved once, all its addresses are checked,
 * and the connection goes to exactly those.
 */
export class HttpSource implements SourceReader {
  private readonly guard: AddressGuard;

  constructor(private readonly settings: HttpSourceSettings) {
    this.guard = createAddressGuard(settings.allowedNetworks);
  }

  async *read(url: URL, options: { readonly signal?: AbortSignal; readonly maxBytes: number }): AsyncGenerator<Uint8Array> {
    const transfer = this.transfer('GET', options.signal);
    try {
      const response = await this.follow(url, transfer);
      if (Number(response.headers['content-length'] ?? 0) > options.maxBytes) {
        response.destroy();
        throw tooLarge(url.href, options.maxBytes);
      }
      yield* boundedBytes(response, options.maxBytes, url.href);
    } catch (error) {
      throw this.explain(error, url, transfer);
    }
  }

  async stat(url: URL, options: { readonly signal?: AbortSignal }): Promise<ObjectStat> {
    const transfer = this.transfer('HEAD', options.signal);
    try {
      const { headers } = await this.follow(url, transfer);
      const length = headers['content-length'];
      return { size: length === undefined ? null : Number(length), contentType: headers['content-type'] ?? null };
    } catch (error) {
      throw this.explain(error, url, transfer);
    }
  }

  private transfer(method: Transfer['method'], signal: AbortSignal | undefined): Transfer {
    const timeout = AbortSignal.timeout(this.settings.timeoutMs);
    return { method, timeout, signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]) };
  }

  private async follow(start: URL, transfer: Transfer): Promise<IncomingMessage> {
    let url = start;
    for (let redirects = 0; redirects <= this.settings.maxRedirects; redirects++) {
      const response = await requestPinned(url, transfer, this.guard);
      const status = response.statusCode ?? 0;
      if (status === 200) return response;
      response.destroy();
      const location = response.headers.location;
      if (![301, 302, 303, 307, 308].includes(status) || location === undefined)
        throw failureOfStatus(url, status, response.headers['retry-after']);
      url = nextUrl(location, url);
    }
    throw new TerminalError('source_forbidden', `${start.href} redirects more than ${this.settings.maxRedirects} times`);
  }

  private explain(error: unknown, url: URL, transfer: Transfer): unknown {
    if (transfer.timeout.aborted) return failureOfTransfer(error, url, this.settings.timeoutMs);
    // The caller gave up: a socket that is closed for it looks like a broken one.
    if (transfer.signal.aborted) return transfer.signal.reason;
    return failureOfTransfer(error, url, undefined);
  }
}

function nextUrl(location: string, from: URL): URL {
  if (!URL.canParse(location, from.href)) throw new TerminalError('source_forbidden', `${from.href} redirects to something that is no URL`);
  return new URL(location, from);
}

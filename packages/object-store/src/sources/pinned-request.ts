import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { TerminalError } from '@tributary/stage-kit';
import type { AddressGuard } from './address-guard.js';

export interface PinnedRequest {
  readonly method: 'GET' | 'HEAD';
  readonly signal: AbortSignal;
}

/** One request, no redirects, to addresses that were checked: the name is not resolved a second time, when it could say something else. */
export async function requestPinned(url: URL, { method, signal }: PinnedRequest, guard: AddressGuard): Promise<IncomingMessage> {
  refuseOddUrls(url);
  const addresses = await checkedAddresses(url, guard);
  signal.throwIfAborted();
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const request = send(url, {
      method,
      signal,
      agent: false,
      lookup: answerWith(addresses),
      // Compressed transfer would make the size limit meaningless.
      headers: { 'user-agent': 'tributary', accept: '*/*', 'accept-encoding': 'identity' },
    });
    request.once('response', resolve);
    request.once('error', reject);
    request.end();
  });
}

function refuseOddUrls(url: URL): void {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new TerminalError('source_forbidden', `${url.href} leads away from http and https`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new TerminalError('source_forbidden', `a URL at ${url.host} carries credentials, which would be recorded with the document`);
  }
}

async function checkedAddresses(url: URL, guard: AddressGuard): Promise<readonly LookupAddress[]> {
  const addresses = await lookup(url.hostname.replace(/^\[|\]$/g, ''), { all: true });
  const refused = addresses.find(({ address }) => !guard.allows(address));
  if (refused !== undefined) {
    throw new TerminalError(
      'source_forbidden',
      `${url.host} is at the private address ${refused.address}; allow its network in SOURCE_HTTP_ALLOWED_NETWORKS if it is meant`,
    );
  }
  return addresses;
}

function answerWith(addresses: readonly LookupAddress[]): LookupFunction {
  const [first] = addresses;
  return (_hostname, options, callback) => {
    if (options.all === true) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family);
  };
}

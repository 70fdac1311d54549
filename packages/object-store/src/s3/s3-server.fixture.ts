import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface S3Server {
  readonly endpoint: string;
  readonly objects: Map<string, Buffer>;
  /** Requests that broke the contract, in words. */
  readonly violations: string[];
  /** Answers the next request with this error instead. */
  failNext(status: number, code: string): void;
  close(): Promise<void>;
}

/** The part of S3 that we use, strict where a real endpoint is: signature version 4, payload hash, path style, stated length. */
export async function startS3Server(): Promise<S3Server> {
  const objects = new Map<string, Buffer>();
  const violations: string[] = [];
  const failures: { status: number; code: string }[] = [];
  const server = createServer((request, response) => {
    void answer(request, response, { objects, violations, failure: failures.shift() });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    violations,
    failNext: (status, code) => failures.push({ status, code }),
    close: () => closeServer(server),
  };
}

interface Context {
  readonly objects: Map<string, Buffer>;
  readonly violations: string[];
  readonly failure: { readonly status: number; readonly code: string } | undefined;
}

async function answer(request: IncomingMessage, response: ServerResponse, { objects, violations, failure }: Context): Promise<void> {
  violations.push(...violationsOf(request));
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  if (failure !== undefined) return sendError(response, failure.status, failure.code, request.method);
  const path = decodeURIComponent(new URL(request.url ?? '/', 'http://s3').pathname);
  const object = objects.get(path);
  switch (request.method) {
    case 'PUT':
      objects.set(path, Buffer.concat(parts));
      response.writeHead(200, { etag: '"1"' }).end();
      return;
    case 'DELETE':
      objects.delete(path);
      response.writeHead(204).end();
      return;
    default:
      if (object === undefined) return sendError(response, 404, 'NoSuchKey', request.method);
      response.writeHead(200, { 'content-length': object.length, 'content-type': 'application/octet-stream' });
      response.end(request.method === 'HEAD' ? undefined : object);
  }
}

function violationsOf({ method, url, headers }: IncomingMessage): string[] {
  const found: string[] = [];
  const authorization =
    /^AWS4-HMAC-SHA256 Credential=key\/\d{8}\/us-east-1\/s3\/aws4_request, ?SignedHeaders=[^,]*host[^,]*, ?Signature=[0-9a-f]{64}$/;
  if (!authorization.test(headers.authorization ?? '')) found.push(`${method} ${url}: authorization is ${headers.authorization}`);
  if (!/^\d{8}T\d{6}Z$/.test(String(headers['x-amz-date']))) found.push(`${method} ${url}: no x-amz-date`);
  if (headers['x-amz-content-sha256'] === undefined) found.push(`${method} ${url}: no x-amz-content-sha256`);
  if (!/^\/[a-z0-9.-]+\/.+/.test(url ?? '')) found.push(`${method} ${url}: not path style`);
  if (method === 'PUT' && !/^\d+$/.test(headers['content-length'] ?? '')) found.push(`PUT ${url}: no content-length`);
  if (method === 'PUT' && headers['content-encoding']?.includes('aws-chunked') === true) found.push(`PUT ${url}: aws-chunked`);
  return found;
}

function sendError(response: ServerResponse, status: number, code: string, method: string | undefined): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(method === 'HEAD' ? undefined : `<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`);
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BootError } from '../run/boot-error.js';
import { createHealthEndpoints, type HealthSources } from './health-endpoints.js';

export interface HealthServer {
  readonly port: number;
  close(): Promise<void>;
}

/** The only HTTP that a stage service speaks: plain node, so that an idle service stays small. A service with more to say answers the rest itself. */
export async function startHealthServer(sources: HealthSources, host: string, port: number, rest?: RequestListener): Promise<HealthServer> {
  const endpoints = createHealthEndpoints(sources);
  const server = createServer((request, response) => {
    endpoints(request, response).then(
      (answered) => answered || (rest === undefined ? response.writeHead(404).end() : rest(request, response)),
      () => response.writeHead(500).end(),
    );
  });
  await listen(server, host, port);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? inUse(host, port, error) : error));
    server.listen(port, host, () => resolve());
  });
}

function inUse(host: string, port: number, cause: Error): BootError {
  return new BootError(`HTTP_PORT: ${port} on ${host} is in use. Stop what listens there, or set HTTP_PORT.`, { cause });
}

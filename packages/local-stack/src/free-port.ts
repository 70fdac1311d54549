import { createServer } from 'node:net';
import { LocalStackError } from './local-server.js';

/** `port` when nobody listens there, or a free one when none is given. */
export async function freePort(port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', () => reject(new LocalStackError(`port ${port} is in use: choose another one, or stop what listens there`)));
    server.listen({ port, host: '127.0.0.1' }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : port));
    });
  });
}

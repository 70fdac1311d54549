import { connect } from 'node:net';

/** Sends `request` to 127.0.0.1 and answers the first bytes that come back. @throws when nothing answers within a second */
export async function ask(port: number, request: Uint8Array | string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(request));
    const finish = (settle: () => void) => {
      socket.destroy();
      settle();
    };
    socket.setTimeout(1000, () => finish(() => reject(new Error('no answer'))));
    socket.once('data', (answer) => finish(() => resolve(answer)));
    socket.once('error', (error) => finish(() => reject(error)));
    socket.once('close', () => reject(new Error('closed')));
  });
}

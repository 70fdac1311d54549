import { request as httpRequest } from 'node:http';
import { BootError } from '@tributary/service-kit';
import { expect, test } from 'vitest';
import { startGateway } from '../testing/gateway.fixture.js';

const { url } = await startGateway();

/** `fetch` does not let us lie about the host; a browser that was led here does. */
function statusWith(headers: Readonly<Record<string, string>>): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${url}/v1/projects`, { headers });
    request.once('error', reject);
    request.once('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.end();
  });
}

test('without keys this machine is answered, but no page and no name from elsewhere', async () => {
  expect(await statusWith({})).toBe(200);
  expect(await statusWith({ host: 'localhost:1', origin: 'http://localhost:1' })).toBe(200);
  expect(await statusWith({ host: 'evil.example' })).toBe(403);
  expect(await statusWith({ origin: 'https://evil.example' })).toBe(403);
  expect(await statusWith({ origin: 'null' })).toBe(403);
});

test('without keys the gateway refuses to listen beyond loopback', async () => {
  await expect(startGateway({ HTTP_HOST: '0.0.0.0' })).rejects.toThrow(BootError);
});

import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { runCli } from '../run-cli.js';

interface Asked {
  /** Method and path with its query. */
  readonly line: string;
  readonly body: string;
}

/** What the HTTP API answers: by method and path, or by what was asked. A number is a status without a body. */
export type Answers = Readonly<Record<string, unknown>>;

export interface CliFixture {
  readonly asked: readonly Asked[];
  run(...argv: readonly string[]): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }>;
}

/** The command line in this process, with a server that speaks the HTTP API as the test says. */
export async function setupCli(answers: Answers = {}, { isTTY = false, environment = {} } = {}): Promise<CliFixture> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const line = `${request.method} ${decodeURIComponent(request.url ?? '')}`;
      asked.push({ line, body: Buffer.concat(parts).toString() });
      reply(response, line, answers[line] ?? answers[line.split('?')[0] ?? '']);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    asked,
    async run(...argv) {
      const [stdout, stderr] = [collector(isTTY), collector(isTTY)];
      const signal = new AbortController().signal;
      const code = await runCli(argv, { environment: { TRIBUTARY_URL: url, ...environment }, stdout, stderr, signal });
      return { code, stdout: stdout.text(), stderr: stderr.text() };
    },
  };
}

function reply(response: ServerResponse, line: string, answer: unknown): void {
  if (typeof answer === 'string') return void response.writeHead(200, { 'content-type': 'text/event-stream' }).end(answer);
  if (answer !== undefined) return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  const problem = { status: 404, code: 'not_found', detail: `there is no ${line}` };
  response.writeHead(404, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem));
}

function collector(isTTY: boolean) {
  const parts: string[] = [];
  return { isTTY, columns: 80, write: (text: string) => parts.push(text), text: () => parts.join('') };
}

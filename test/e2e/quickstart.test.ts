import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive, removePostgresHome } from '@tributary/local-stack';
import { afterAll, describe, expect, test } from 'vitest';
import { root } from '../architecture/workspace.js';

/** What `npm start -- --once --json` prints. */
interface Report {
  readonly documents: readonly {
    readonly file_name: string;
    readonly status: string;
    readonly known: boolean;
    readonly stages: Readonly<Record<string, { readonly outcome: string; readonly ms: number | null }>>;
  }[];
  readonly counts: Readonly<Record<string, number>>;
  readonly entities: Readonly<Record<string, number>>;
  readonly relations: number;
  readonly strongest: readonly { readonly from: string; readonly type: string; readonly to: string; readonly quote: string }[];
}

// A blank in the path, as checkouts have.
const dir = mkdtempSync(join(tmpdir(), 'tributary quickstart '));
afterAll(() => {
  removePostgresHome(join(dir, 'postgres'));
  rmSync(dir, { recursive: true, force: true });
});

describe('npm start, as a new user runs it', () => {
  test('takes every sample through every stage and shows a graph with quotes', async () => {
    const { code, report } = await start();
    expect(report.documents.filter(({ status }) => status !== 'completed')).toEqual([]);
    expect(code).toBe(0);
    // Eight samples, one of them with an attachment.
    expect(report.documents.length).toBeGreaterThanOrEqual(readdirSync(join(root, 'samples')).length + 1);
    expect(report.documents.flatMap(({ stages }) => Object.keys(stages)).length).toBe(report.documents.length * 5);
    expect(Object.keys(report.entities)).toEqual(
      expect.arrayContaining(['PERSON', 'ORGANIZATION', 'LOCATION', 'DATE', 'MONEY', 'LAW', 'EMAIL']),
    );
    expect(report.relations).toBeGreaterThan(10);
    expect(report.strongest.every(({ quote }) => quote.length > 0)).toBe(true);
    expect(leftovers()).toEqual([]);
  });

  test('knows all documents on the second start, and runs nothing again', async () => {
    const { code, report } = await start();
    expect(code).toBe(0);
    expect(report.documents.filter(({ known }) => !known)).toEqual([]);
    expect(leftovers()).toEqual([]);
  });

  test('leaves nothing running when it is interrupted in the middle', async () => {
    const child = spawnStart(['--json', '--port', '0', '--data', dir]);
    const told = Promise.withResolvers<void>();
    child.stderr.on('data', (text: Buffer) => text.includes('gateway and stages') && told.resolve());
    const exit = exitOf(child);
    await Promise.race([told.promise, exit]);
    child.kill('SIGINT');
    expect(await exit).toBe(130);
    expect(leftovers()).toEqual([]);
  });

  test.each([
    [['--port', 'many'], '--port many: give a number from 0 to 65535'],
    [['no-such-folder'], 'no-such-folder: no such file or folder'],
  ])('says in one line what is wrong with %j', async (args, complaint) => {
    const child = spawnStart(args);
    const said = readAll(child.stderr);
    expect(await exitOf(child)).toBe(1);
    const lines = (await said).split('\n').filter((line) => line.startsWith('tributary: '));
    expect(lines).toEqual([expect.stringContaining(complaint)]);
  });
});

async function start(): Promise<{ code: number | null; report: Report }> {
  const child = spawnStart(['--once', '--json', '--port', '0', '--data', dir]);
  const [out, err] = [readAll(child.stdout), readAll(child.stderr)];
  const code = await exitOf(child);
  const text = await out;
  if (!text.startsWith('{')) throw new Error(`npm start printed no report: ${await err}`);
  return { code, report: JSON.parse(text) as Report };
}

function spawnStart(args: readonly string[]) {
  return spawn(process.execPath, [join(root, 'scripts', 'bootstrap.mjs'), 'start', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function exitOf(child: ReturnType<typeof spawnStart>): Promise<number | null> {
  return new Promise((resolve) => child.once('close', resolve));
}

async function readAll(stream: NodeJS.ReadableStream): Promise<string> {
  const pieces = await Array.fromAsync(stream as AsyncIterable<Buffer>);
  return Buffer.concat(pieces).toString();
}

/** Processes of this data folder that still run. */
function leftovers(): string[] {
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.pid'));
  const running = files.filter((name) => isAlive(Number.parseInt(readFileSync(join(dir, name), 'utf8'), 10)));
  return running.sort();
}

import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { type OcrEngine, portableGraymap } from './engine.js';
import type { EngineLine, EngineWord } from './recognized-page.js';

/** Versions before 5 read worse and were not measured. */
const oldestVersion = 5;
/** Nothing of the service's environment. Pages run in parallel already; threads inside one page would only wait for each other. */
const environment = { PATH: '/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin', OMP_THREAD_LIMIT: '1' };

/**
 * The `tesseract` program of this machine with the models installed beside it: the same engine as the embedded one, compiled for the processor.
 * It is given pixels through a pipe, never a file of somebody's. Whoever ends this process must end its group: a program that hangs does not notice.
 */
export class TesseractCommand implements OcrEngine {
  private constructor(
    private readonly command: string,
    readonly name: string,
    private readonly installed: ReadonlySet<string>,
  ) {}

  /** Undefined if there is no such program, or an old one. */
  static async find(command = 'tesseract'): Promise<TesseractCommand | undefined> {
    const version = /^tesseract v?(\d+)(\.[\d.]+)?/.exec((await answerOf(command, '--version')) ?? '');
    if (version === null || Number(version[1]) < oldestVersion) return undefined;
    const [, ...models] = ((await answerOf(command, '--list-langs')) ?? '').trim().split('\n');
    return new TesseractCommand(command, version[0], new Set(models.map((model) => model.trim())));
  }

  models(): Promise<ReadonlySet<string>> {
    return Promise.resolve(this.installed);
  }

  async read(image: Parameters<OcrEngine['read']>[0], models: readonly string[]): Promise<readonly EngineLine[]> {
    const options = ['stdin', 'stdout', '-l', models.join('+'), '--oem', '1', '--psm', '3', 'tsv'];
    return linesOfTable(await this.run(portableGraymap(image), options));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private run(input: Buffer, options: readonly string[]): Promise<string> {
    return new Promise((resolve, reject) => {
      const child = spawn(this.command, options, { env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
      const output: Buffer[] = [];
      const complaints: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
      child.on('error', reject);
      child.on('close', (code, signal) => {
        if (code === 0) resolve(Buffer.concat(output).toString('utf8'));
        else reject(new Error(`tesseract ended with ${signal ?? code}: ${Buffer.concat(complaints).toString('utf8').trim().slice(-200)}`));
      });
      // A program that ends early closes its end; why it did is told by its exit.
      child.stdin.on('error', () => undefined);
      child.stdin.end(input);
    });
  }
}

/** What a program says when it is asked about itself; undefined if it is not there. */
async function answerOf(command: string, question: string): Promise<string | undefined> {
  try {
    // Versions before 5 answer on the other stream.
    return (await promisify(execFile)(command, [question], { env: environment, timeout: 10_000 })).stdout;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Error(`${command} ${question} cannot be run`, { cause: error });
  }
}

/** Columns of Tesseract's table: level, page, block, paragraph, line, word, left, top, width, height, confidence, text. */
export function linesOfTable(table: string): readonly EngineLine[] {
  const lines = new Map<string, EngineWord[]>();
  for (const row of table.split('\n').slice(1)) {
    const [level, page, block, paragraph, line, , x, y, width, height, confidence, text] = row.split('\t');
    if (level !== '5' || text === undefined || text.trim() === '') continue;
    const key = `${page} ${block} ${paragraph} ${line}`;
    const words = lines.get(key) ?? [];
    words.push({ text, confidence: Number(confidence) / 100, x: Number(x), y: Number(y), width: Number(width), height: Number(height) });
    lines.set(key, words);
  }
  return [...lines.values()];
}

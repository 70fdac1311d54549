import { spawn } from 'node:child_process';
import { type OcrEngine, portableGraymap } from './engine.js';
import type { EngineLine, EngineWord } from './recognized-page.js';

/** The `tesseract` program on this machine: about 1.7 times faster than the embedded one, with the models installed beside it. */
export class TesseractCommand implements OcrEngine {
  readonly name = 'tesseract';

  constructor(private readonly command = 'tesseract') {}

  async read(image: Parameters<OcrEngine['read']>[0], models: readonly string[]): Promise<readonly EngineLine[]> {
    const table = await this.run(portableGraymap(image), [
      'stdin',
      'stdout',
      '-l',
      models.join('+') || 'eng',
      '--oem',
      '1',
      '--psm',
      '3',
      'tsv',
    ]);
    return linesOfTable(table);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private run(input: Buffer, options: readonly string[]): Promise<string> {
    return new Promise((resolve, reject) => {
      // Pages run in parallel already; threads inside one page would only wait for each other.
      const child = spawn(this.command, options, {
        env: { PATH: '/usr/local/bin:/usr/bin:/bin', OMP_THREAD_LIMIT: '1' },
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      const output: Buffer[] = [];
      const complaints: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
      child.on('error', reject);
      child.on('close', (code) => {
        if (code === 0) resolve(Buffer.concat(output).toString('utf8'));
        else reject(new Error(`tesseract ended with ${code}: ${Buffer.concat(complaints).toString('utf8').trim().slice(-200)}`));
      });
      // A program that ends early closes its end; why it did is told by its exit.
      child.stdin.on('error', () => undefined);
      child.stdin.end(input);
    });
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

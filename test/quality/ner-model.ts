import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { extractorVersion, loadTagger, type Tagger } from '@tributary/extraction';

const root = join(import.meta.dirname, '../..').replace(/\/test$/, '');

/**
 * A tagger trained without the held-out fifth of the documents: the only honest one to score on them, since the shipped model has seen them all.
 * Trained once (about six minutes of one core) and kept outside git; a new extractor version trains it again.
 */
export function heldOutTagger(dataDir: string): Tagger {
  const folder = join(root, '.data/quality');
  const file = join(folder, `tagger-held-out-${extractorVersion}.bin.br`);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    const script = join(root, 'packages/extraction/training/train.ts');
    execFileSync(process.execPath, [script, dataDir, '--held-out', '--quality', '5', '--out', file], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  return loadTagger(readFileSync(file));
}

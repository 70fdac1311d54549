// `npm run bench`: the hand-over of documents through six processes, against what users would pick instead; a program of its own under test/bench.
// `npm run bench -- reading`: pages read a second.
import { join } from 'node:path';
import { foreground, root } from './bootstrap/steps.mjs';

/** @param args passed on, such as --rounds or --set */
export async function main(args) {
  const [program, rest] = args[0] === 'reading' ? ['reading.js', args.slice(1)] : ['main.js', args];
  return foreground(process.execPath, ['--enable-source-maps', join(root, 'test', 'dist', 'bench', program), ...rest], process.env);
}

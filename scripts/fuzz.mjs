// `npm run fuzz`: damaged files through the reader of the ocr service; a program of its own there.
import { join } from 'node:path';
import { foreground, root } from './bootstrap/steps.mjs';

/** @param args passed on, such as --files 5000 --seed 7 */
export async function main(args) {
  const data = process.env.TRIBUTARY_DATA === undefined ? [] : ['--data', process.env.TRIBUTARY_DATA];
  return foreground(
    process.execPath,
    ['--enable-source-maps', join(root, 'apps', 'ocr', 'dist', 'fuzz', 'main.js'), ...data, ...args],
    process.env,
  );
}

// `npm run chaos`: the fault matrix, a program of its own under test/chaos.
import { join } from 'node:path';
import { foreground, root } from './bootstrap/steps.mjs';

/** @param args passed on, such as --reduced or the names of rows */
export async function main(args) {
  return foreground(process.execPath, ['--enable-source-maps', join(root, 'test', 'dist', 'chaos', 'main.js'), ...args], process.env);
}

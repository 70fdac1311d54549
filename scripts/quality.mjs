// `npm run quality`: what the stages find, measured on the development data beside targets; a program of its own under test/quality.
import { join } from 'node:path';
import { foreground, root } from './bootstrap/steps.mjs';

/** @param args passed on: --update, --data DIR */
export async function main(args) {
  return foreground(process.execPath, ['--enable-source-maps', join(root, 'test', 'dist', 'quality', 'main.js'), ...args], process.env);
}

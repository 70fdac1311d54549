// `npm run chaos`: the fault matrix, a program of its own under test/chaos, and the scripts of the streams against their model.
import { join } from 'node:path';
import { foreground, root } from './bootstrap/steps.mjs';

/** Random histories of a full run; `npm test` repeats a few hundred. */
const histories = '10000';

/** @param args passed on, such as --reduced or the names of rows; `model` names the histories */
export async function main(args) {
  const rows = args.filter((arg) => arg !== 'model');
  const [named, reduced] = [args.some((arg) => /^C\d/.test(arg)), args.includes('--reduced')];
  const codes = [];
  if (rows.length < args.length || !(named || reduced)) codes.push(await againstModel());
  if (rows.length === args.length || named) codes.push(await matrix(rows));
  return Math.max(...codes);
}

function matrix(args) {
  return foreground(process.execPath, ['--enable-source-maps', join(root, 'test', 'dist', 'chaos', 'main.js'), ...args], process.env);
}

function againstModel() {
  const vitest = join(root, 'node_modules', '.bin', 'vitest');
  const args = ['run', '--project', 'int', '--retry', '0', 'packages/streams/src/model'];
  return foreground(vitest, args, { ...process.env, MODEL_SEQUENCES: histories });
}

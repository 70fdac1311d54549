// `pnpm check`: everything that a change must satisfy and that needs no server. Prints each step with its seconds.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './bootstrap/steps.mjs';

const bin = (name) => join(root, 'node_modules', '.bin', name);
const node = process.execPath;

/** Name, program, arguments. Types come first: the steps after it read what the build wrote. */
const steps = [
  ['types (tsc -b)', bin('tsc'), ['-b']],
  ['format (biome)', bin('biome'), ['check', '--error-on-warnings', '.']],
  ['lint (oxlint)', bin('oxlint'), ['--deny-warnings']],
  ['boundaries (turbo)', bin('turbo'), ['boundaries']],
  ['unused code (knip)', bin('knip'), []],
  ['generated files', node, [join(root, 'scripts', 'generate.mjs'), '--check']],
  ['unit tests (vitest)', bin('vitest'), ['run', '--project', 'unit', '--reporter=dot']],
];

/** Runs every step, also after a failure, and answers 0 when all passed. */
export async function main() {
  const failed = steps.filter(([name, program, args]) => !passes(name, program, args)).map(([name]) => name);
  console.log(failed.length === 0 ? 'check: all steps passed' : `check: failed: ${failed.join(', ')}`);
  return failed.length === 0 ? 0 : 1;
}

function passes(name, program, args) {
  const began = performance.now();
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1' };
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: root, env, encoding: 'utf8', maxBuffer: 64 << 20 });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${status === 0 ? '✓' : '✗'} ${name} ${seconds} s`);
  if (status !== 0) console.log(`${stdout}${stderr}`.trimEnd());
  return status === 0;
}

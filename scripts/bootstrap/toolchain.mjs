// Node 24 and pnpm from npm, in .toolchain/: the host needs only Node 20 and npm.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Complaint, cacheDir, foreground, root, runStep, say, whenChanged } from './steps.mjs';

const folder = join(root, '.toolchain');
const bin = join(folder, 'node_modules', '.bin');

/** Runs `args` under Node 24 with pnpm on PATH, installing both first when the toolchain's lock changed. */
export async function underNode24(args) {
  whenChanged(join(folder, 'node_modules', '.stamp'), ['.toolchain/package-lock.json'], process.platform + process.arch, installToolchain);
  const env = { ...process.env, TRIBUTARY_TOOLCHAIN: folder, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };
  return foreground(node24(), args, env);
}

function installToolchain() {
  say('installing Node 24 and pnpm');
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--cache', join(cacheDir, 'npm')];
  // Under `npm start` npm tells where it is; it is not always on PATH.
  const npm = process.env.npm_execpath;
  if (npm?.endsWith('npm-cli.js')) runStep('npm ci', process.execPath, [npm, ...args], { cwd: folder });
  else runStep('npm ci', 'npm', args, { cwd: folder });
}

function node24() {
  const own = join(bin, 'node');
  if (existsSync(own)) return own;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Complaint(
    `Node ${process.versions.node} is too old, and npm has no Node 24 for ${process.platform}-${process.arch}: install Node 24 or newer`,
  );
}

// Dependencies and build of the workspace: both are skipped in a moment when nothing changed.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir, root, runStep, say, whenChanged } from './steps.mjs';

const modules = join(root, 'node_modules');

/** Commands that build by themselves, and report it. */
const builders = new Set(['check']);

export async function installAndBuild(command) {
  whenChanged(join(modules, '.tributary-stamp'), ['pnpm-lock.yaml', 'pnpm-workspace.yaml'], process.version, () => {
    say('installing dependencies');
    runStep('pnpm install', 'pnpm', ['install', '--frozen-lockfile', ...storeFlags()], { env: { ...process.env, CI: 'true' } });
  });
  if (!builders.has(command)) runStep('tsc -b', join(modules, '.bin', 'tsc'), ['-b']);
}

/** A checkout that pnpm installed before keeps its store; a new one gets a store in the cache folder. */
function storeFlags() {
  if (existsSync(join(modules, '.modules.yaml'))) {
    const store = /"?storeDir"?:\s*"?([^",\n]+)/.exec(readFileSync(join(modules, '.modules.yaml'), 'utf8'))?.[1];
    return store === undefined ? [] : ['--store-dir', store.replace(/[/\\]v\d+$/, '')];
  }
  return ['--store-dir', join(cacheDir, 'pnpm')];
}

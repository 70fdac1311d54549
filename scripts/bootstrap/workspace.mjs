// Dependencies and build of the workspace: both are skipped in a moment when nothing changed.
import { join } from 'node:path';
import { root, runStep, say, whenChanged } from './steps.mjs';

const modules = join(root, 'node_modules');

/** Commands that build by themselves, and report it. */
const builders = new Set(['check']);

export async function installAndBuild(command) {
  whenChanged(join(modules, '.tributary-stamp'), ['pnpm-lock.yaml', 'pnpm-workspace.yaml'], process.version, () => {
    say('installing dependencies');
    runStep('pnpm install', 'pnpm', ['install', '--frozen-lockfile'], { env: { ...process.env, CI: 'true' } });
  });
  if (!builders.has(command)) runStep('tsc -b', join(modules, '.bin', 'tsc'), ['-b']);
}

// `pnpm gen stage NAME`: the shell of a new stage service under apps/. Never overwrites an app.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readStageOptions, usage } from './stage/options.mjs';
import { remaining, stageFiles } from './stage/templates.mjs';

const stage = readStageOptions(process.argv.slice(2));
const folder = stage === undefined ? undefined : join(import.meta.dirname, '..', 'apps', stage.name);

if (stage === undefined) {
  console.error(usage);
  process.exitCode = 2;
} else if (existsSync(folder)) {
  console.error(`apps/${stage.name} exists already`);
  process.exitCode = 1;
} else {
  for (const [name, text] of Object.entries(stageFiles(stage))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  console.log(remaining(stage));
}

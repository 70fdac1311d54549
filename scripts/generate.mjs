// `pnpm gen [what]`: writes files that are made from code. `--check` only tells which are stale.
//   references    tsconfig.json of every package, from its dependencies
//   contracts     JSON Schemas and the AsyncAPI document, from the event classes
//   tables        docs/generated: variables, cache keys, events
//   samples       the documents under samples/
//   stage <name>  the shell of a new stage service
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const generators = {
  references: join(root, 'scripts', 'references.mjs'),
  tables: join(root, 'scripts', 'tables.mjs'),
  contracts: join(root, 'packages', 'contracts', 'dist', 'generate', 'main.js'),
};

function generate([what, ...args]) {
  if (what === 'samples') return run(join(root, 'scripts', 'samples.mjs'), args);
  if (what === 'stage') return run(join(root, 'scripts', 'stage.mjs'), args);
  const flags = [what, ...args].filter((arg) => arg === '--check');
  const chosen = what === undefined || what === '--check' ? Object.keys(generators) : [what];
  const unknown = chosen.find((name) => !(name in generators));
  if (unknown !== undefined)
    return complain(`unknown: ${unknown}; there are: ${Object.keys(generators).join(', ')}, samples, stage <name>`);
  return Math.max(...chosen.map((name) => run(generators[name], flags)));
}

function run(script, args) {
  if (!existsSync(script)) return complain(`${script} is missing: run pnpm build first`);
  return spawnSync(process.execPath, [script, ...args], { stdio: 'inherit', cwd: root }).status ?? 1;
}

function complain(text) {
  console.error(text);
  return 2;
}

process.exitCode = generate(process.argv.slice(2));

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { asyncApi } from './asyncapi.js';
import { eventSchemas } from './json-schemas.js';

/** Writes the generated contracts, or with `--check` reports those that are not as they should be. */
const folder = join(import.meta.dirname, '../../generated');
const files = new Map<string, object>([
  ['asyncapi.json', asyncApi()],
  ...[...eventSchemas()].map(([contract, schema]) => [`schemas/${contract.type}.v${contract.version}.json`, schema] as const),
]);

const stale = [...files].filter(([name, content]) => {
  const path = join(folder, name);
  return !existsSync(path) || readFileSync(path, 'utf8') !== textOf(content);
});

if (process.argv.includes('--check')) {
  for (const [name] of stale) process.stderr.write(`stale: packages/contracts/generated/${name}; run: pnpm gen contracts\n`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const [name, content] of stale) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, textOf(content));
  }
}

function textOf(content: object): string {
  return `${JSON.stringify(content, null, 2)}\n`;
}

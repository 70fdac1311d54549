// Writes docs/generated: tables of variables, cache keys and events, from the built code. `--check` only tells which are stale.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheTtls, outputKey, outputs } from '../packages/cache-keys/dist/index.js';
import { eventContracts, isPublicEventType } from '../packages/contracts/dist/index.js';
import { ServiceConfig, variablesOf } from '../packages/service-kit/dist/index.js';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'docs', 'generated');
const note = '<!-- Made by `pnpm gen tables`: edit the code, not this file. -->';

const table = (title, intro, header, rows) =>
  `${[`# ${title}`, '', note, '', intro, '', `| ${header.join(' | ')} |`, `|${' --- |'.repeat(header.length)}`, ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n')}\n`;
const code = (text) => `\`${text}\``;

async function variables() {
  const configs = [];
  for (const app of readdirSync(join(root, 'apps')).sort()) {
    const file = join(root, 'apps', app, 'dist', `${app}.config.js`);
    if (!existsSync(file)) continue;
    for (const exported of Object.values(await import(file))) {
      if (typeof exported === 'function' && exported.prototype instanceof ServiceConfig) configs.push([app, exported]);
    }
  }
  const shared = [...variablesOf(ServiceConfig).values()];
  const common = new Set(shared.map(({ name }) => name));
  const row = (service, { name, kind, default: preset, optional, says }) => [
    code(name),
    service,
    preset === undefined ? (optional ? '–' : 'required') : code(preset),
    kind.allowed,
    says,
  ];
  const own = configs.flatMap(([app, config]) =>
    [...variablesOf(config).values()].filter(({ name }) => !common.has(name)).map((variable) => row(app, variable)),
  );
  return table(
    'Variables',
    'Everything a service reads from its environment. A wrong value stops the service with a message that names the variable, what is allowed and what was given.',
    ['variable', 'service', 'default', 'allowed', 'says'],
    [...shared.map((variable) => row('all', variable)), ...own],
  );
}

function cacheKeys() {
  return table(
    'Cache keys',
    'One key per output of a document; `M` stands for a member of a family. Built in `packages/cache-keys` and nowhere else.',
    ['name', 'key', 'life', 'produced by'],
    outputs.map((output) => [
      code(output.name),
      code(outputKey({ prefix: 'tributary', partitions: 1 }, output, '<document_uuid>', output.kind === 'family' ? 'M' : undefined)),
      `${cacheTtls[output.ttl]} (${code(output.ttl)})`,
      output.stage,
    ]),
  );
}

function events() {
  return table(
    'Events',
    'Schemas and the AsyncAPI document are in `packages/contracts/generated`.',
    ['type', 'version', 'stream'],
    eventContracts.map(({ type, version }) => [
      code(type),
      version,
      code(isPublicEventType(type) ? `tributary:events:${type}` : `{tributary:p<k>}:events:${type}`),
    ]),
  );
}

const files = { 'variables.md': await variables(), 'cache-keys.md': cacheKeys(), 'events.md': events() };
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(files)) {
  const path = join(folder, name);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
  if (process.argv.includes('--check')) {
    console.error(`stale: docs/generated/${name}; run: pnpm gen tables`);
    process.exitCode = 1;
  } else writeFileSync(path, text);
}

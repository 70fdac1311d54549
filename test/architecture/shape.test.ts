import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readModules, readPackages, root } from './workspace.js';

/** Lines that a source file, and a test, may have. */
const longest = { source: 300, test: 400 };

const packages = readPackages();

describe('the shape of the house', () => {
  test('no file is too long to read at once', () => {
    const modules = packages.flatMap(readModules);
    const tooLong = modules.filter(({ isTest, lines }) => lines > (isTest ? longest.test : longest.source));
    expect(tooLong.map(({ file, lines }) => `${file}: ${lines} lines`)).toEqual([]);
  });

  test('the fixed parts are where they are looked for', () => {
    const fixed = [
      'package.json',
      'turbo.json',
      'pnpm-workspace.yaml',
      'apps',
      'packages/cache-keys',
      'packages/contracts',
      'packages/state',
      'docker',
      'test',
      'LICENSE',
    ];
    expect(fixed.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test.each(packages.filter(({ kind }) => kind !== 'app').map(({ folder }) => folder))(
    '%s says why it is there, how to use it, what it guarantees and how to extend it',
    (folder) => {
      const readme = join(root, folder, 'README.md');
      const headings = existsSync(readme) ? readFileSync(readme, 'utf8').match(/^## .+$/gm) : null;
      expect(headings).toEqual(['## Why', '## Use', '## Guarantees', '## How to extend']);
    },
  );

  test.each(packages.filter(({ kind }) => kind !== 'app').map(({ folder }) => folder))('%s is used through its index only', (folder) => {
    const { exports } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as { exports: Record<string, unknown> };
    // Beside it, only what tests or tools load: a command line that is no service starts in a quarter of the time without one.
    const forTestsAndTools = ['./testing', './conformance', './config', './training', './global-setup', './tcp-proxy'];
    // The gateway draws pages in children, and has no use for the 40 MB of engines that they load.
    // A configuration checks the form of a URL, and has no use for a client.
    const light = ['./children', './page-renderer', './pages', './redis-url'];
    expect(Object.keys(exports).filter((entry) => entry !== '.' && ![...forTestsAndTools, ...light].includes(entry))).toEqual([]);
  });
});

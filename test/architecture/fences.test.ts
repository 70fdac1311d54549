import { globSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { violationsOf } from './fences.js';
import { importsOf, type Module, readAllowedKinds, readModules, readPackages, root } from './workspace.js';

const packages = readPackages();
const allowed = readAllowedKinds();
const modules = packages.flatMap(readModules);

describe('the fences between packages', () => {
  test('every source file is looked at', () => {
    const folders = ['apps', 'packages'].flatMap((parent) => globSync(`${parent}/*/src/**/*.{ts,tsx}`, { cwd: root }));
    const files = folders.filter((file) => !file.includes('generated'));
    expect(modules).toHaveLength(files.length);
    expect(modules.length).toBeGreaterThan(250);
    expect(modules.flatMap((module) => module.imports).length).toBeGreaterThan(500);
  });

  test('no module crosses one', () => {
    expect(modules.flatMap((module) => violationsOf(module, packages, allowed))).toEqual([]);
  });

  test.each([
    ['packages/chunking', '@tributary/streams', 'domain may not import runtime'],
    ['packages/streams', '@tributary/chunking', 'runtime may not import domain'],
    ['packages/contracts', '@tributary/stage-kit', 'vocabulary may not import runtime'],
    ['apps/text', '@tributary/ocr', 'app may not import app'],
    ['packages/streams', '@tributary/gateway', 'runtime may not import app'],
    ['packages/chunking', 'node:fs', 'domain code has no I/O'],
    ['packages/extraction', 'node:fs/promises', 'domain code has no I/O'],
    ['apps/text', '@tributary/testing', 'testing is for tests'],
    ['apps/text', '@tributary/stage-kit/testing', 'testing is for tests'],
    ['apps/text', '@tributary/streams/src/broker.js', 'not part of its public API'],
    ['apps/text', '../../ocr/src/index.js', 'outside its own package'],
  ])('a planted import in %s of %s is caught', (folder, specifier, complaint) => {
    expect(violationsOf(planted(folder, specifier), packages, allowed)).toEqual([
      `${folder}/src/planted.ts imports ${specifier}: ${complaint}`,
    ]);
  });

  test.each([
    ['apps/text', '@tributary/chunking'],
    ['apps/text', '@tributary/streams'],
    ['packages/chunking', '@tributary/contracts'],
    ['packages/streams', 'node:fs'],
  ])('what %s may import is let through: %s', (folder, specifier) => {
    expect(violationsOf(planted(folder, specifier), packages, allowed)).toEqual([]);
  });

  test('all ways of importing are seen', () => {
    const text = [
      `import a from 'one';`,
      `import {\n  b,\n} from 'two';`,
      `export * from 'three';`,
      `import 'four';`,
      `const c = await import('five');`,
      `import type { d } from 'six';`,
    ].join('\n');
    expect(importsOf(text)).toEqual(['one', 'two', 'three', 'four', 'five', 'six']);
  });
});

function planted(folder: string, specifier: string): Module {
  const owner = packages.find((candidate) => candidate.folder === folder);
  if (owner === undefined) throw new Error(`no package ${folder}`);
  return { file: `${folder}/src/planted.ts`, owner, isTest: false, lines: 1, imports: [specifier] };
}

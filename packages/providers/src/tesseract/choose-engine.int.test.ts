import { chmodSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chooseEngine, openEngine } from './choose-engine.js';
import { TesseractCommand } from './command-engine.js';

/** A program that says it is this version of Tesseract, and reads one word or fails. */
async function programOf(version: string, models: readonly string[], reads: 'a word' | 'nothing' = 'a word'): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'tesseract-')), 'tesseract');
  const row = '5\\t1\\t1\\t1\\t1\\t1\\t10\\t20\\t30\\t8\\t96.5\\tTwo';
  writeFileSync(
    path,
    `#!/bin/sh
    case "$1" in
      --version) echo "tesseract ${version}"; echo " leptonica-1.82.0" ;;
      --list-langs) echo "List of available languages (${models.length}):"; ${models.map((model) => `echo ${model};`).join(' ')} ;;
      *) cat > /dev/null; ${reads === 'a word' ? `printf 'level\\n${row}\\n'` : 'echo "no such model" >&2; exit 1'} ;;
    esac`,
  );
  chmodSync(path, 0o755);
  return path;
}

const page = { width: 2, height: 2, data: new Uint8Array(4) };

test('finds the tesseract command with its version and models, and no old one', async () => {
  const command = await TesseractCommand.find(await programOf('5.3.0', ['deu', 'eng']));
  expect([command?.name, await command?.models()]).toEqual(['tesseract 5.3.0', new Set(['deu', 'eng'])]);
  expect(await TesseractCommand.find(await programOf('4.1.1', ['eng']))).toBeUndefined();
  expect(await TesseractCommand.find('/no/such/tesseract')).toBeUndefined();
});

test('reads what the command says, or fails with why it fell over', async () => {
  const command = await TesseractCommand.find(await programOf('v5.5.1', ['eng']));
  expect(await command?.read(page, ['eng'])).toMatchObject([[{ text: 'Two', confidence: 0.965 }]]);
  const broken = await TesseractCommand.find(await programOf('5.3.0', ['eng'], 'nothing'));
  await expect(broken?.read(page, ['eng'])).rejects.toThrow('tesseract ended with 1: no such model');
});

test('takes the embedded engine where it is asked for, or the command lacks a language', async () => {
  expect(await chooseEngine({ kind: 'embedded', languages: ['en'] })).toEqual({ settings: { kind: 'embedded' }, name: 'tesseract.js 7' });
  expect((await chooseEngine({ kind: 'auto', languages: ['en', 'tlh'] }))?.settings).toEqual({ kind: 'embedded' });
  const installed = await TesseractCommand.find();
  const auto = await chooseEngine({ kind: 'auto', languages: ['en'] });
  expect(auto?.name).toBe(installed === undefined || !(await installed.models()).has('eng') ? 'tesseract.js 7' : installed.name);
  expect((await chooseEngine({ kind: 'command', languages: ['tlh'] }))?.name).toBe(installed?.name);
});

test('models of a folder are added to the built-in one, and the command must have them too to be chosen', async () => {
  const modelsFolder = await mkdtemp(join(tmpdir(), 'models-'));
  writeFileSync(join(modelsFolder, 'tlh.traineddata'), 'a model');
  const chosen = await chooseEngine({ kind: 'auto', languages: ['en'], modelsFolder });
  expect(chosen?.settings).toEqual({ kind: 'embedded', modelsFolder });
  const engine = await openEngine(chosen?.settings ?? { kind: 'command' });
  expect(await engine.models()).toEqual(new Set(['eng', 'tlh']));
  await engine.close();
});

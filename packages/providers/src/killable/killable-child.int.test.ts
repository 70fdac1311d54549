import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type ChildLost, KillableChild } from './killable-child.js';

interface Started {
  readonly pid: number;
}

/** A child that starts another program when it is told to, and says which. */
async function setup(program: readonly [string, ...string[]], maxBytes = 1024 * 1024 * 1024) {
  const entry = join(await mkdtemp(join(tmpdir(), 'killable-')), 'child.mjs');
  writeFileSync(
    entry,
    `import { spawn } from 'node:child_process';
    process.on('message', ([command, ...args]) => {
      if (command === 'fall') process.kill(process.pid, 'SIGKILL');
      process.send({ pid: spawn(command, args).pid });
    });
    process.on('disconnect', () => process.exit(0));`,
  );
  const child = new KillableChild<readonly string[], Started>({ entry, maxBytes });
  const lost = new Promise<ChildLost>((resolve) => (child.onLost = resolve));
  const started = new Promise<Started>((resolve) => (child.onReply = resolve));
  child.send(program);
  return { child, lost, pid: (await started).pid };
}

/** What has ended may lie about until the machine's first process takes note of it. */
function isRunning(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.startsWith('Z');
}

test('a program that a child started dies with it (P-24)', async () => {
  const { child, pid } = await setup(['sleep', '600']);
  expect(isRunning(pid)).toBe(true);
  await child.close();
  await expect.poll(() => isRunning(pid)).toBe(false);
});

test('a program that a child started dies also when the child falls over by itself (P-24)', async () => {
  const { child, lost, pid } = await setup(['sleep', '600']);
  child.send(['fall']);
  expect(await lost).toMatchObject({ reason: 'ended' });
  await expect.poll(() => isRunning(pid)).toBe(false);
});

test('the memory of a program counts as that of the child that started it (P-24)', async () => {
  const eat = 'const eaten = []; setInterval(() => eaten.push(Buffer.alloc(20e6, 1)), 5)';
  const { lost, pid } = await setup([process.execPath, '-e', eat], 300 * 1024 * 1024);
  expect(await lost).toMatchObject({ reason: 'memory', message: expect.stringContaining('300 MB') });
  await expect.poll(() => isRunning(pid)).toBe(false);
});

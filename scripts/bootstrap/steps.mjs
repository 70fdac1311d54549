// What both halves of the bootstrap share: complaints, running a program, and steps that run only when their input changed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

/** Where downloads are kept: nothing is written outside the checkout and this folder. */
export const cacheDir = join(homedir() || root, '.cache', 'tributary');

/** An error whose message alone tells the user what to do. */
export class Complaint extends Error {}

/** Says what takes long, on stderr, so that stdout stays the command's own. */
export function say(text) {
  console.error(`tributary: ${text}`);
}

/** Runs a program to its end and complains with its last output when it fails. */
export function runStep(label, program, args, { cwd = root, env = process.env } = {}) {
  const { status, error, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: 'utf8', maxBuffer: 64 << 20 });
  if (error !== undefined) throw new Complaint(`${label}: cannot run ${program}: ${error.message}`);
  if (status === 0) return;
  const output = `${stdout}${stderr}`.trim().split('\n').slice(-40).join('\n');
  throw new Complaint(`${label} failed (exit ${status}):\n${output}`);
}

/** Runs `step` only when the content of `files` (and `salt`) is not what it was when it last succeeded. */
export function whenChanged(stampFile, files, salt, step) {
  const hash = createHash('sha256').update(salt);
  for (const file of files) hash.update(readFileSync(join(root, file)));
  const wanted = hash.digest('hex');
  if (readStamp(stampFile) === wanted) return;
  step();
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, wanted);
}

function readStamp(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Runs a program in the foreground and answers its exit code. Ctrl-C reaches it through the terminal; other signals are passed on. */
export function foreground(program, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', env });
    process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
    for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}

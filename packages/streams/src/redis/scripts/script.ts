import { createHash } from 'node:crypto';
import type { Cluster, Redis } from 'ioredis';
import { PreparedCommand } from '../prepared-command.js';

/** A Lua script by its digest: Redis has it after the first run, and gets it again after a restart. */
export interface Script {
  readonly lua: string;
  readonly sha: string;
}

export function script(lua: string): Script {
  return { lua, sha: createHash('sha1').update(lua).digest('hex') };
}

type Argument = string | number | Buffer;

/** Runs a script; strings come back as text. */
export async function runScript(
  client: Redis | Cluster,
  { lua, sha }: Script,
  keys: readonly string[],
  args: readonly Argument[],
): Promise<unknown> {
  try {
    return await client.evalsha(sha, keys.length, ...keys, ...args);
  } catch (error) {
    if (!isUnknownScript(error)) throw error;
    return client.eval(lua, keys.length, ...keys, ...args);
  }
}

/** Runs a script with very many arguments; strings come back as text. */
export async function runLargeScript(
  client: Redis | Cluster,
  { lua, sha }: Script,
  keys: readonly string[],
  args: readonly Argument[],
): Promise<unknown> {
  const send = (name: string, first: string) =>
    client.sendCommand(new PreparedCommand(name, [first, keys.length, ...keys, ...args], { replyEncoding: 'utf8' })) as Promise<unknown>;
  try {
    return await send('evalsha', sha);
  } catch (error) {
    if (!isUnknownScript(error)) throw error;
    return send('eval', lua);
  }
}

/** Runs a script; strings come back as bytes. */
export async function runScriptBinary(
  client: Redis | Cluster,
  { lua, sha }: Script,
  keys: readonly string[],
  args: readonly Argument[],
): Promise<unknown> {
  try {
    return await client.callBuffer('EVALSHA', sha, keys.length, ...keys, ...args);
  } catch (error) {
    if (!isUnknownScript(error)) throw error;
    return client.callBuffer('EVAL', lua, keys.length, ...keys, ...args);
  }
}

function isUnknownScript(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('NOSCRIPT');
}

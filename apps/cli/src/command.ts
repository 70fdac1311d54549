import type { ParseArgsConfig, ParseArgsOptionDescriptor } from 'node:util';
import type { ApiClient } from '@tributary/client';
import type { CliConfig } from './cli.config.js';
import type { Output } from './terminal/output.js';

/** What a run came to. Programs read it as the exit code. */
export type Verdict = 'ok' | 'failed' | 'partial';

/** What a command may use. */
export interface CommandContext {
  readonly api: ApiClient;
  readonly config: CliConfig;
  readonly out: Output;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborts on Ctrl-C. */
  readonly signal: AbortSignal;
}

export interface Arguments {
  readonly positionals: readonly string[];
  /** The value of `--name`, or `undefined`. */
  text(name: string): string | undefined;
  /** All values of a `--name` that may be given several times. */
  list(name: string): readonly string[];
  /** Whether `--name` was given. */
  has(name: string): boolean;
}

export interface Command {
  readonly name: string;
  /** Arguments after the name, for the usage line. */
  readonly usage: string;
  readonly summary: string;
  readonly options?: Readonly<Record<string, ParseArgsOptionDescriptor & { readonly says: string }>>;
  /** How many positional arguments are allowed. */
  readonly positionals: { readonly min: number; readonly max: number };
  run(args: Arguments, context: CommandContext): Promise<Verdict>;
}

/** The command line makes no sense; the message says how it would. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Options every command has. */
export const commonOptions = {
  json: { type: 'boolean', says: 'one JSON object per line on stdout' },
  project: { type: 'string', short: 'p', says: 'project (TRIBUTARY_PROJECT)' },
  url: { type: 'string', says: 'address of the gateway (TRIBUTARY_URL)' },
  help: { type: 'boolean', short: 'h', says: 'this text' },
} as const satisfies NonNullable<Command['options']>;

export function parseOptionsOf(command: Command): NonNullable<ParseArgsConfig['options']> {
  const all = { ...commonOptions, ...command.options };
  return Object.fromEntries(Object.entries(all).map(([name, { says: _says, ...option }]) => [name, option]));
}

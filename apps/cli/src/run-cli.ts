import { parseArgs } from 'node:util';
import { ApiError, createApiClient, GatewayUnreachableError } from '@tributary/client';
import { ConfigError, loadConfig } from '@tributary/service-kit/config';
import { CliConfig } from './cli.config.js';
import { type Arguments, type Command, parseOptionsOf, UsageError, type Verdict } from './command.js';
import { commands } from './commands/index.js';
import { commandHelp, overview } from './help.js';
import { createOutput, type TextStream } from './terminal/output.js';

export interface CliHost {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  /** Aborts when the user wants to stop. */
  readonly signal: AbortSignal;
}

export const exitCodes = { ok: 0, failed: 1, usage: 2, partial: 3 } as const;
/** What a shell reports of a program that SIGINT ended: 128 + 2. */
const interrupted = 130;

/** Runs one command line and returns its exit code. Results go to stdout, everything else to stderr. */
export async function runCli(argv: readonly string[], host: CliHost): Promise<number> {
  try {
    return await dispatch(argv, host);
  } catch (error) {
    if (host.signal.aborted) return interrupted;
    host.stderr.write(`tributary: ${messageOf(error)}\n`);
    return error instanceof UsageError || error instanceof ConfigError ? exitCodes.usage : exitCodes.failed;
  }
}

async function dispatch(argv: readonly string[], host: CliHost): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    host.stdout.write(overview(commands));
    return name === undefined ? exitCodes.usage : exitCodes.ok;
  }
  const command = commands.find((known) => known.name === name);
  if (command === undefined) throw new UsageError(`there is no command ${name}; tributary help lists them`);
  const args = parseCommandLine(command, rest);
  if (args.has('help')) {
    host.stdout.write(commandHelp(command));
    return exitCodes.ok;
  }
  return exitCodes[await execute(command, args, host)];
}

async function execute(command: Command, args: Arguments, host: CliHost): Promise<Verdict> {
  const environment = {
    ...host.environment,
    ...(args.has('url') ? { TRIBUTARY_URL: args.text('url') } : {}),
    ...(args.has('project') ? { TRIBUTARY_PROJECT: args.text('project') } : {}),
  };
  const config = loadConfig(CliConfig, environment);
  const api = createApiClient({ baseUrl: config.gatewayUrl, ...(config.apiKey === undefined ? {} : { apiKey: config.apiKey }) });
  const out = createOutput({ stdout: host.stdout, stderr: host.stderr, json: args.has('json') });
  try {
    return await command.run(args, { api, config, out, environment, signal: host.signal });
  } finally {
    out.progress.clear();
  }
}

function parseCommandLine(command: Command, argv: readonly string[]): Arguments {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options: parseOptionsOf(command), allowPositionals: true });
    const { min, max } = command.positionals;
    if (values['help'] !== true && (positionals.length < min || positionals.length > max)) {
      throw new UsageError(`usage: tributary ${command.name} ${command.usage}`);
    }
    return {
      positionals,
      text: (name) => (typeof values[name] === 'string' ? values[name] : undefined),
      list: (name) => [values[name] ?? []].flat().map(String),
      has: (name) => values[name] !== undefined && values[name] !== false,
    };
  } catch (error) {
    if (error instanceof UsageError || !(error instanceof TypeError)) throw error;
    throw new UsageError(`${error.message}\nusage: tributary ${command.name} ${command.usage}`);
  }
}

function messageOf(error: unknown): string {
  if (error instanceof ApiError) {
    const fields = (error.problem.errors ?? []).map(({ position, rule }) => `\n  ${position}: ${rule}`);
    return `${error.problem.detail}${fields.join('')}`;
  }
  if (error instanceof GatewayUnreachableError) return `${error.message} (tributary doctor looks closer)`;
  return error instanceof Error ? error.message : String(error);
}

import { type Command, commonOptions } from './command.js';

export function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => `${command.name} ${command.usage}`.length));
  const lines = commands.map((command) => `  ${`${command.name} ${command.usage}`.padEnd(width)}  ${command.summary}`);
  return [
    'usage: tributary COMMAND …',
    '',
    ...lines,
    '',
    'Every command takes --json, --project, --url and --help.',
    'Exit codes: 0 ok, 1 failed, 2 wrong usage, 3 some of it failed.',
    '',
  ].join('\n');
}

export function commandHelp(command: Command): string {
  const all: NonNullable<Command['options']> = { ...command.options, ...commonOptions };
  const options = Object.entries(all).map(([name, { type, short, says }]) => {
    const flag = `${short === undefined ? '' : `-${short}, `}--${name}${type === 'string' ? ` ${name.toUpperCase()}` : ''}`;
    return `  ${flag.padEnd(26)}  ${says}`;
  });
  return [`usage: tributary ${command.name} ${command.usage}`, '', command.summary, '', ...options, ''].join('\n');
}

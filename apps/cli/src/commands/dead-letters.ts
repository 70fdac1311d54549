import { allPages } from '@tributary/client';
import type { DeadLetterReceipt, DeadLetterSelection, DeadLetterView } from '@tributary/contracts';
import { type Arguments, type Command, type CommandContext, UsageError, type Verdict } from '../command.js';
import { printable, table } from '../terminal/table.js';
import { decisionOf, decisionOptions, reportDecision } from './decision.js';

const actions = ['ls', 'show', 'replay', 'discard'] as const;

export const deadLetters: Command = {
  name: 'dead-letters',
  usage: `${actions.join('|')} [ID…] [--stage S] [--code C] [--all] [--dry-run]`,
  summary: 'documents that failed for good: look at them, try them again, give them up',
  positionals: { min: 1, max: 1_000 },
  options: {
    stage: { type: 'string', says: 'only those of this stage' },
    code: { type: 'string', says: 'only those with this error code' },
    document: { type: 'string', says: 'only those of this document' },
    all: { type: 'boolean', says: 'all of the project' },
    ...decisionOptions,
  },
  async run(args, context) {
    const [action, ...ids] = args.positionals;
    switch (actions.find((known) => known === action)) {
      case 'ls':
        return list(args, context);
      case 'show':
        return showOne(ids, context);
      case 'replay':
        return report(await context.api.replayDeadLetters(selectionOf(args, ids, context)), 'replayed', context);
      case 'discard':
        return report(await context.api.discardDeadLetters(selectionOf(args, ids, context)), 'discarded', context);
      case undefined:
        throw new UsageError(`dead-letters ${action}: there are ${actions.join(', ')}`);
    }
  },
};

async function list(args: Arguments, { api, config, out }: CommandContext): Promise<Verdict> {
  const filter = { project: config.project, ...pick(args, 'stage', 'code') };
  if (out.json) {
    for await (const letter of allPages((page) => api.deadLetters({ ...filter, ...page }))) out.result(letter, showLetter);
    return 'ok';
  }
  const { groups, items, next_cursor } = await api.deadLetters(filter);
  if (groups.length === 0) {
    out.message('no dead letters');
    return 'ok';
  }
  out.result(groups, () =>
    table(
      ['stage', 'code', 'count', 'example'],
      groups.map(({ stage, code, count, example }) => [stage, code, count, example.message]),
    ),
  );
  for (const letter of items) out.result(letter, showLetter);
  if (next_cursor !== null) out.message('… and more; --json lists them all');
  return 'ok';
}

async function showOne(ids: readonly string[], { api, out }: CommandContext): Promise<Verdict> {
  const [id] = ids;
  if (id === undefined) throw new UsageError('usage: tributary dead-letters show ID');
  out.result(await api.deadLetter(id), (letter) => JSON.stringify(letter, null, 2));
  return 'ok';
}

function report(receipt: DeadLetterReceipt, done: string, context: CommandContext): Verdict {
  reportDecision(receipt, done, context);
  for (const { dead_letter_id, why } of receipt.skipped) context.out.message(`${dead_letter_id}: ${why}`);
  if (receipt.skipped.length === 0) return 'ok';
  return receipt.ids.length === 0 ? 'failed' : 'partial';
}

function selectionOf(args: Arguments, ids: readonly string[], { config }: CommandContext): DeadLetterSelection {
  const filter = pick(args, 'stage', 'code');
  const document = args.text('document');
  if (ids.length === 0 && Object.keys(filter).length === 0 && document === undefined && !args.has('all')) {
    throw new UsageError('say which: ids, --stage, --code, --document or --all');
  }
  return {
    ...filter,
    ...(ids.length > 0 ? {} : { project: config.project }),
    ...(document === undefined ? {} : { document_uuid: document }),
    ...decisionOf(args, ids),
  };
}

function pick(args: Arguments, ...names: readonly ('stage' | 'code')[]): { stage?: string; code?: string } {
  return Object.fromEntries(names.map((name) => [name, args.text(name)]).filter(([, value]) => value !== undefined));
}

function showLetter({ dead_letter_id, stage, code, file_name, message }: DeadLetterView): string {
  return `${dead_letter_id}  ${stage}  ${code}  ${printable(file_name ?? '–')}: ${printable(message)}`;
}

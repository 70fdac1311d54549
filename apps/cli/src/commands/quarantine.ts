import { allPages } from '@tributary/client';
import type { QuarantineReceipt, QuarantineSelection, QuarantineView } from '@tributary/contracts';
import { type Arguments, type Command, type CommandContext, UsageError, type Verdict } from '../command.js';
import { printable } from '../terminal/table.js';
import { decisionOf, decisionOptions, reportDecision } from './decision.js';

const actions = ['ls', 'replay', 'discard'] as const;

export const quarantine: Command = {
  name: 'quarantine',
  usage: `${actions.join('|')} [ID…] [--code C] [--all] [--dry-run]`,
  summary: 'entries that were no valid events: look at them, send them again, give them up',
  positionals: { min: 1, max: 1_000 },
  options: {
    code: { type: 'string', says: 'only those refused for this reason' },
    all: { type: 'boolean', says: 'all of them' },
    ...decisionOptions,
  },
  async run(args, context) {
    const [action, ...ids] = args.positionals;
    switch (actions.find((known) => known === action)) {
      case 'ls':
        return list(args, context);
      case 'replay':
        return report(await context.api.replayQuarantine(selectionOf(args, ids)), 'replayed', context);
      case 'discard':
        return report(await context.api.discardQuarantine(selectionOf(args, ids)), 'discarded', context);
      case undefined:
        throw new UsageError(`quarantine ${action}: there are ${actions.join(', ')}`);
    }
  },
};

async function list(args: Arguments, { api, out }: CommandContext): Promise<Verdict> {
  const code = args.text('code');
  let found = false;
  for await (const entry of allPages((page) => api.quarantine({ ...(code === undefined ? {} : { code }), ...page }))) {
    found = true;
    out.result(entry, showEntry);
  }
  if (!found) out.message('nothing in quarantine');
  return 'ok';
}

function report(receipt: QuarantineReceipt, done: string, context: CommandContext): Verdict {
  reportDecision(receipt, done, context);
  return receipt.ids.length === 0 ? 'failed' : 'ok';
}

function selectionOf(args: Arguments, ids: readonly string[]): QuarantineSelection {
  const code = args.text('code');
  if (ids.length === 0 && code === undefined && !args.has('all')) throw new UsageError('say which: ids, --code or --all');
  return { ...decisionOf(args, ids), ...(code === undefined ? {} : { code }) };
}

function showEntry({ quarantine_id, reason, stream, entry_id, rule, position }: QuarantineView): string {
  return `${quarantine_id}  ${reason}  ${stream} ${entry_id}  ${printable(rule)}${position === '' ? '' : ` (${printable(position)})`}`;
}

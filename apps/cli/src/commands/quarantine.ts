import { allPages } from '@tributary/client';
import type { QuarantineReceipt, QuarantineSelection, QuarantineView } from '@tributary/contracts';
import { type Arguments, type Command, type CommandContext, UsageError, type Verdict } from '../command.js';
import { printable } from '../terminal/table.js';

const actions = ['ls', 'replay', 'discard'] as const;

export const quarantine: Command = {
  name: 'quarantine',
  usage: `${actions.join('|')} [ID…] [--code C] [--all] [--dry-run]`,
  summary: 'entries that were no valid events: look at them, send them again, give them up',
  positionals: { min: 1, max: 1_000 },
  options: {
    code: { type: 'string', says: 'only those refused for this reason' },
    all: { type: 'boolean', says: 'all of them' },
    limit: { type: 'string', says: 'no more than this many' },
    reason: { type: 'string', says: 'why, for the record' },
    'dry-run': { type: 'boolean', says: 'only say what would happen' },
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

function report(receipt: QuarantineReceipt, done: string, { out }: CommandContext): Verdict {
  out.result(receipt, ({ dry_run, ids, matched }) => `${dry_run ? 'would be ' : ''}${done}: ${ids.length} of ${matched}`);
  return receipt.ids.length === 0 ? 'failed' : 'ok';
}

function selectionOf(args: Arguments, ids: readonly string[]): QuarantineSelection {
  const [code, limit, reason] = [args.text('code'), args.text('limit'), args.text('reason')];
  if (ids.length === 0 && code === undefined && !args.has('all')) throw new UsageError('say which: ids, --code or --all');
  if (limit !== undefined && !/^[1-9]\d*$/.test(limit)) throw new UsageError(`--limit ${limit} is no number`);
  return {
    ...(ids.length > 0 ? { ids } : {}),
    ...(code === undefined ? {} : { code }),
    ...(args.has('all') ? { all: true } : {}),
    ...(limit === undefined ? {} : { limit: Number(limit) }),
    ...(args.has('dry-run') ? { dry_run: true } : {}),
    ...(reason === undefined ? {} : { reason }),
  };
}

function showEntry({ quarantine_id, reason, stream, entry_id, rule, position }: QuarantineView): string {
  return `${quarantine_id}  ${reason}  ${stream} ${entry_id}  ${printable(rule)}${position === '' ? '' : ` (${printable(position)})`}`;
}

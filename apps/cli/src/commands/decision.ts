import { type Arguments, type Command, type CommandContext, UsageError } from '../command.js';

/** Options of every command that decides about what waits for people. */
export const decisionOptions = {
  limit: { type: 'string', says: 'no more than this many' },
  reason: { type: 'string', says: 'why, for the record' },
  'dry-run': { type: 'boolean', says: 'only say what would happen' },
} as const satisfies NonNullable<Command['options']>;

interface Decision {
  readonly ids?: readonly string[];
  readonly all?: true;
  readonly limit?: number;
  readonly dry_run?: true;
  readonly reason?: string;
}

/** What the options say about any decision. */
export function decisionOf(args: Arguments, ids: readonly string[]): Decision {
  const [limit, reason] = [args.text('limit'), args.text('reason')];
  if (limit !== undefined && !/^[1-9]\d*$/.test(limit)) throw new UsageError(`--limit ${limit} is no number`);
  return {
    ...(ids.length > 0 ? { ids } : {}),
    ...(args.has('all') ? { all: true } : {}),
    ...(limit === undefined ? {} : { limit: Number(limit) }),
    ...(args.has('dry-run') ? { dry_run: true } : {}),
    ...(reason === undefined ? {} : { reason }),
  };
}

interface Receipt {
  readonly dry_run: boolean;
  readonly ids: readonly string[];
  readonly matched: number;
}

/** Says how many were decided about. */
export function reportDecision(receipt: Receipt, done: string, { out }: CommandContext): void {
  out.result(receipt, ({ dry_run, ids, matched }) => `${dry_run ? 'would be ' : ''}${done}: ${ids.length} of ${matched}`);
}

import type { DecisionReceipt } from '@tributary/contracts';
import type { Arguments, Command } from '../command.js';

export const merge: Command = {
  name: 'merge',
  usage: 'ENTITY ENTITY… [--reason WHY]',
  summary: 'entities that are one and the same become one',
  positionals: { min: 2, max: 50 },
  options: { reason: { type: 'string', says: 'why, for the record' } },
  async run(args, { api, out }) {
    out.result(await api.mergeEntities({ entities: args.positionals, ...reasonOf(args) }), showDecision);
    return 'ok';
  },
};

export function reasonOf(args: Arguments): { reason?: string } {
  const reason = args.text('reason');
  return reason === undefined ? {} : { reason };
}

export function showDecision({ decision_id, entity_uuids }: DecisionReceipt): string {
  return [...entity_uuids, ...(decision_id === null ? [] : [`undo with: tributary undo ${decision_id}`])].join('\n');
}

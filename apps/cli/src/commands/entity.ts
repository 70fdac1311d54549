import type { DecisionView, EntityDetail } from '@tributary/contracts';
import type { Command } from '../command.js';
import { printable } from '../terminal/table.js';

export const entity: Command = {
  name: 'entity',
  usage: 'ID',
  summary: 'one entity: its names, where it is mentioned, what it is related to',
  positionals: { min: 1, max: 1 },
  async run({ positionals: [id = ''] }, { api, out }) {
    out.result(await api.entity(id), showEntity);
    return 'ok';
  },
};

function showDecision({ decision_id, kind, left, right, decided_by, undone_at }: DecisionView): string {
  const sides = [left, right].map((names) => names.map(printable).join(', ')).join(' | ');
  return `${kind} ${decision_id}  ${sides}  by ${printable(decided_by)}${undone_at === null ? '' : ', undone'}`;
}

function showEntity({ name, type, aliases, names, history, relations, mentions, mention_count, document_count }: EntityDetail): string {
  const others = aliases.filter((alias) => alias !== name);
  return [
    `${printable(name)}  (${type}; ${mention_count} mentions in ${document_count} documents)`,
    ...(others.length === 0 ? [] : [`also: ${others.map(printable).join(', ')}`]),
    ...(names.length < 2 ? [] : names.map((one) => `name ${one.variant_id}  ${printable(one.name)}`)),
    ...history.map(showDecision),
    '',
    ...relations.map(({ direction, type: predicate, other, evidence: [first] }) => {
      const line = direction === 'out' ? `${predicate} → ${printable(other.name)}` : `← ${predicate} ${printable(other.name)}`;
      return first === undefined ? line : `${line}\n    “${printable(first.quote)}” (${printable(first.file_name)}, page ${first.page})`;
    }),
    '',
    ...mentions.map(({ file_name, page, quote }) => `${printable(file_name)}, page ${page}: ${printable(quote)}`),
  ].join('\n');
}

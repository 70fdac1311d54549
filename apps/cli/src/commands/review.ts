import { allPages } from '@tributary/client';
import type { ReviewPairView } from '@tributary/contracts';
import { type Command, UsageError } from '../command.js';
import { printable } from '../terminal/table.js';
import { reasonOf, showDecision } from './merge.js';

export const review: Command = {
  name: 'review',
  usage: '[PAIR same|different] [--type T] [--reason WHY]',
  summary: 'pairs of names that may mean the same: look at them, or decide about one',
  positionals: { min: 0, max: 2 },
  options: {
    type: { type: 'string', says: 'PERSON, ORGANIZATION, …' },
    reason: { type: 'string', says: 'why, for the record' },
  },
  async run(args, { api, config, out }) {
    const [pair, decision] = args.positionals;
    if (pair === undefined) {
      const type = args.text('type');
      const filter = { project: config.project, ...(type === undefined ? {} : { type }) };
      for await (const one of allPages((page) => api.review({ ...filter, ...page }))) out.result(one, showPair);
      return 'ok';
    }
    if (decision !== 'same' && decision !== 'different') throw new UsageError('usage: tributary review PAIR same|different');
    out.result(await api.decideReview(pair, { decision, ...reasonOf(args) }), showDecision);
    return 'ok';
  },
};

function showPair({ judgement_id, type, score, evidence, left, right }: ReviewPairView): string {
  const names = `${printable(left.name)}  ?=  ${printable(right.name)}`;
  return `${judgement_id}  ${type.padEnd(12)}  ${score.toFixed(2)}  ${names}  (${evidence.join(', ')})`;
}

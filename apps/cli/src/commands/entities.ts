import { allPages } from '@tributary/client';
import type { Command } from '../command.js';
import { printable } from '../terminal/table.js';

export const entities: Command = {
  name: 'entities',
  usage: '[--type T] [--q WORDS]',
  summary: 'the people, organisations and things of the project',
  positionals: { min: 0, max: 0 },
  options: { type: { type: 'string', says: 'PERSON, ORGANIZATION, …' }, q: { type: 'string', says: 'part of a name or alias' } },
  async run(args, { api, config, out }) {
    const [type, q] = [args.text('type'), args.text('q')];
    const filter = { project: config.project, ...(type === undefined ? {} : { type }), ...(q === undefined ? {} : { q }) };
    for await (const entity of allPages((page) => api.entities({ ...filter, ...page }))) {
      out.result(
        entity,
        (one) => `${one.entity_uuid}  ${one.type.padEnd(12)}  ${String(one.mention_count).padStart(5)}×  ${printable(one.name)}`,
      );
    }
    return 'ok';
  },
};

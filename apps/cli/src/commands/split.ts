import { type Command, UsageError } from '../command.js';
import { reasonOf, showDecision } from './merge.js';

export const split: Command = {
  name: 'split',
  usage: 'ENTITY (--name ID… | --document DOC…) [--reason WHY]',
  summary: 'names of an entity, or what some documents call by its name, become an entity of their own',
  positionals: { min: 1, max: 1 },
  options: {
    name: { type: 'string', multiple: true, says: 'a name of it that is somebody else’s, by its id (tributary entity ENTITY)' },
    document: { type: 'string', multiple: true, says: 'a document that means a namesake' },
    reason: { type: 'string', says: 'why, for the record' },
  },
  async run(args, { api, out }) {
    const [entity = ''] = args.positionals;
    const [names, documents] = [args.list('name'), args.list('document')];
    if ((names.length === 0) === (documents.length === 0)) throw new UsageError('say what to split off: --name or --document');
    const part = names.length > 0 ? { names } : { documents };
    out.result(await api.splitEntity(entity, { ...part, ...reasonOf(args) }), showDecision);
    return 'ok';
  },
};

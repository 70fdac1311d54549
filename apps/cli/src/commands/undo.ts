import type { Command } from '../command.js';

export const undo: Command = {
  name: 'undo',
  usage: 'DECISION',
  summary: 'takes back a merge, a split or an answer',
  positionals: { min: 1, max: 1 },
  async run({ positionals: [decision = ''] }, { api, out }) {
    out.result(await api.undoDecision(decision), ({ entity_uuids }) => entity_uuids.join('\n'));
    return 'ok';
  },
};

import { expect, test } from 'vitest';
import { type Name, setup } from './testing/registry.fixture.js';

/** Names that are forms of one another, contradict each other, or fit several. */
const names: readonly Name[] = [
  'John Smith',
  'J. Smith',
  'Smith',
  'John A. Smith',
  'John B. Smith',
  'Jonn Smith',
  'John Smith Jr.',
  'Robert Allen',
  'Bob Allen',
  'R. Allen',
  ['Mark Twain', { aliases: ['Samuel Clemens'] }],
  'Samuel Clemens',
  ['Mary Poe', { identifiers: ['poe@example.com'] }],
  ['M. Poe', { identifiers: ['poe@example.com'] }],
  ['Ann Lee', { contexts: ['acme', 'reno', 'freight'] }],
  ['Ann Leigh', { contexts: ['acme', 'reno', 'freight'] }],
  'Acme Widgets Inc',
  'Acme Widgets Ltd',
  'Acme Widgets',
  ['Securities and Exchange Commission', { aliases: ['SEC'] }],
  'SEC',
];

test.each([1, 2, 3, 4, 5, 6])(
  'whatever was linked, changed and taken out before, what is left is what it would be had only that ever come, history %i (P-51, P-60)',
  async (seed) => {
    const below = drawing(seed);
    const some = () => names.filter(() => below(4) === 0);
    const lived = await setup(`history ${seed}`);
    const left = new Map<string, readonly Name[]>();
    for (let step = 1; step <= 24; step++) {
      const file = `${below(7)}.txt`;
      if (below(4) === 0) {
        const document = { projectId: lived.projectId, documentUuid: lived.documentOf(file) };
        await lived.db.transaction().execute((tx) => lived.registry.unlink(tx, document, below(2) === 0 ? 'purge' : 'reprocess'));
        left.delete(file);
      } else {
        left.set(file, some());
        await lived.link(file, left.get(file) ?? [], { fence: step });
      }
    }
    const fresh = await setup(`no history ${seed}`);
    for (const [file, own] of [...left].sort()) await fresh.link(file, own);
    expect([await lived.clusters(), await lived.entities()]).toEqual([await fresh.clusters(), await fresh.entities()]);
  },
);

/** Draws whole numbers by a linear congruential generator (Numerical Recipes' constants). */
function drawing(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return Math.floor((state / 2 ** 32) * below);
  };
}

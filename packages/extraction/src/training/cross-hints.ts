import { DocumentHints } from '../tagger/document-hints.js';
import { labelCount } from '../tagger/labels.js';
import { Lattice } from '../tagger/lattice.js';
import { Scorer } from '../tagger/scorer.js';
import { longestSegment } from '../tagger/segment.js';
import type { Example } from './example.js';
import { quantize } from './quantize.js';
import { Trainer, type TrainingSettings } from './trainer.js';

/** Epochs of the half models: enough for hints about as good as those a finished model gives on unseen text. */
const hintEpochs = 3;

/**
 * Hints for every document from a model that has not seen it. Hints from a model trained on the document would be too good,
 * and the final model would learn to trust them more than it may.
 */
export function crossHints(
  examples: readonly Example[],
  settings: TrainingSettings,
  report?: (line: string) => void,
): ReadonlyMap<string, Int32Array> {
  const hints = new Map<string, Int32Array>();
  for (const half of [0, 1]) {
    const trainer = new Trainer({ ...settings, seed: settings.seed + half + 1 });
    const seen = examples.filter((_, index) => index % 2 === half);
    for (let epoch = 0; epoch < hintEpochs; epoch++) trainer.epoch(seen);
    report?.(`half model ${half + 1} trained`);
    const model = quantize(trainer.weights, settings.bits, trainer.transitions, { lexicon: '', words: new Uint8Array() }, [], 0);
    const scorer = new Scorer(model);
    const lattice = new Lattice(longestSegment);
    lattice.setTransitions(model.transitions);
    for (const example of examples.filter((_, index) => index % 2 !== half)) {
      for (const info of example.context.infos) info.scores = undefined;
      hints.set(example.id, hintsOf(example, scorer, lattice));
    }
  }
  return hints;
}

function hintsOf({ context, stretches }: Example, scorer: Scorer, lattice: Lattice): Int32Array {
  const hints = new DocumentHints(context.infos.length);
  const marginals = new Float64Array(labelCount);
  for (const stretch of stretches) {
    scorer.score(context, stretch, lattice.emissions);
    lattice.forwardBackward(stretch.end - stretch.start);
    for (let index = stretch.start; index < stretch.end; index++) {
      lattice.marginals(index - stretch.start, marginals);
      hints.add(context, index, marginals);
    }
  }
  return hints.read(context);
}

import type { Model } from '../tagger/model.js';

/** Rounds weights to int8: the largest ones (one in 10,000) are clipped, small ones become 0, which makes the file small. */
export function quantize(
  weights: Float32Array,
  bits: number,
  transitions: Float32Array,
  { lexicon, words }: Pick<Model, 'lexicon' | 'words'>,
  calibration: Model['calibration'],
  smallest: number,
): Model {
  const sizes = weights
    .filter((weight) => Math.abs(weight) > 0.02)
    .map(Math.abs)
    .sort();
  const limit = Math.max(sizes[Math.floor(sizes.length * 0.9999)] ?? 1, 0.1);
  const scale = limit / 127;
  const rounded = Int8Array.from(weights, (weight) =>
    Math.abs(weight) < smallest ? 0 : Math.max(-127, Math.min(127, Math.round(weight / scale))),
  );
  return { bits, scale, weights: rounded, transitions, lexicon, words, calibration };
}

/** Leaves out weights of at most `steps` quantisation steps. */
export function prune(model: Model, steps: number): Model {
  return { ...model, weights: model.weights.map((weight) => (Math.abs(weight) <= steps ? 0 : weight)) };
}

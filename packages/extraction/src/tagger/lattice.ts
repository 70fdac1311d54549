import { labelCount, mayEnd, mayStart, outside, predecessors } from './labels.js';

const transitionBlock = labelCount * labelCount;
const startable = Array.from({ length: labelCount }, (_, label) => mayStart(label));
const endable = Array.from({ length: labelCount }, (_, label) => mayEnd(label));

/** A label this much below the best one has no part in any probability worth telling, but may stay the only way through. */
const negligible = -20;
const floor = Math.exp(negligible);

/** Buffers for sequences of up to `capacity` tokens, reused from sequence to sequence. What stands before and after a sequence is outside of names. */
export class Lattice {
  readonly emissions: Float32Array;
  readonly forward: Float64Array;
  readonly backward: Float64Array;
  readonly scaled: Float64Array;
  private readonly expTransitions = new Float64Array(transitionBlock);
  private readonly trace: Uint8Array;
  private readonly best: Float64Array;

  constructor(capacity: number) {
    this.emissions = new Float32Array(capacity * labelCount);
    this.forward = new Float64Array(capacity * labelCount);
    this.backward = new Float64Array(capacity * labelCount);
    this.scaled = new Float64Array(capacity * labelCount);
    this.trace = new Uint8Array(capacity * labelCount);
    this.best = new Float64Array(capacity * labelCount);
  }

  /** Transition scores, `[from * labelCount + to]`. */
  setTransitions(transitions: Float32Array): void {
    for (let index = 0; index < transitionBlock; index++) this.expTransitions[index] = Math.exp(transitions[index]!);
  }

  /** The best path over `length` tokens, by the emissions set. */
  viterbi(length: number, transitions: Float32Array, path: Uint8Array): void {
    const { best, trace, emissions } = this;
    for (let label = 0; label < labelCount; label++)
      best[label] = startable[label] ? emissions[label]! + transitions[outside * labelCount + label]! : -1e30;
    for (let token = 1; token < length; token++) {
      const at = token * labelCount;
      for (let to = 0; to < labelCount; to++) {
        let top = -Infinity;
        let argument = 0;
        const before = predecessors[to]!;
        for (let place = 0; place < before.length; place++) {
          const from = before[place]!;
          const score = best[at - labelCount + from]! + transitions[from * labelCount + to]!;
          if (score > top) {
            top = score;
            argument = from;
          }
        }
        best[at + to] = top + emissions[at + to]!;
        trace[at + to] = argument;
      }
    }
    this.follow(length, transitions, path);
  }

  private follow(length: number, transitions: Float32Array, path: Uint8Array): void {
    const { best, trace } = this;
    const last = (length - 1) * labelCount;
    let label = 0;
    let top = -Infinity;
    for (let candidate = 0; candidate < labelCount; candidate++) {
      const score = best[last + candidate]! + transitions[candidate * labelCount + outside]!;
      if (endable[candidate] && score > top) {
        top = score;
        label = candidate;
      }
    }
    for (let token = length - 1; token >= 0; token--) {
      path[token] = label;
      label = trace[token * labelCount + label]!;
    }
  }

  /**
   * Forward and backward probabilities, scaled per token. `allowed` restricts the labels (bit per label) for partial labels.
   * Afterwards `forward[t,y] * backward[t,y]`, normalised over y, is the marginal. Returns the log of the summed weight, NaN when no sequence is allowed.
   */
  forwardBackward(length: number, allowed?: Int32Array): number {
    const { emissions, scaled } = this;
    let logTotal = 0;
    for (let token = 0; token < length; token++) {
      const at = token * labelCount;
      const mask = allowed === undefined ? -1 : allowed[token]!;
      let top = -Infinity;
      for (let label = 0; label < labelCount; label++)
        if ((mask >> label) & 1 && emissions[at + label]! > top) top = emissions[at + label]!;
      for (let label = 0; label < labelCount; label++) {
        const score = emissions[at + label]! - top;
        scaled[at + label] = ((mask >> label) & 1) === 0 ? 0 : score > negligible ? Math.exp(score) : floor;
      }
      const sum = this.advance(token, length);
      if (!(sum > 0)) return Number.NaN;
      logTotal += top + Math.log(sum);
    }
    this.retreat(length);
    return logTotal;
  }

  private advance(token: number, length: number): number {
    const { scaled, forward, expTransitions } = this;
    const at = token * labelCount;
    let sum = 0;
    for (let to = 0; to < labelCount; to++) {
      let weight = 0;
      if (scaled[at + to]! > 0) {
        if (token === 0) weight = startable[to] ? expTransitions[outside * labelCount + to]! : 0;
        else {
          const before = predecessors[to]!;
          for (let place = 0; place < before.length; place++)
            weight += forward[at - labelCount + before[place]!]! * expTransitions[before[place]! * labelCount + to]!;
        }
        weight *= scaled[at + to]!;
      }
      forward[at + to] = weight;
      sum += weight;
    }
    for (let to = 0; to < labelCount; to++) forward[at + to]! /= sum;
    if (token < length - 1) return sum;
    let ending = 0;
    for (let to = 0; to < labelCount; to++) if (endable[to]) ending += forward[at + to]! * expTransitions[to * labelCount + outside]!;
    return sum * ending;
  }

  private retreat(length: number): void {
    const { scaled, backward, expTransitions } = this;
    const last = (length - 1) * labelCount;
    for (let label = 0; label < labelCount; label++)
      backward[last + label] = endable[label] ? expTransitions[label * labelCount + outside]! : 0;
    for (let token = length - 2; token >= 0; token--) {
      const at = token * labelCount;
      const next = at + labelCount;
      for (let from = 0; from < labelCount; from++) backward[at + from] = 0;
      let sum = 0;
      for (let to = 0; to < labelCount; to++) {
        const weight = backward[next + to]! * scaled[next + to]!;
        if (weight === 0) continue;
        const before = predecessors[to]!;
        for (let place = 0; place < before.length; place++)
          backward[at + before[place]!]! += expTransitions[before[place]! * labelCount + to]! * weight;
      }
      for (let from = 0; from < labelCount; from++) sum += backward[at + from]!;
      for (let from = 0; from < labelCount; from++) backward[at + from]! /= sum;
    }
  }

  /** Marginal probabilities of a token's labels into `target`, after `forwardBackward`. */
  marginals(token: number, target: Float64Array): void {
    const at = token * labelCount;
    let sum = 0;
    for (let label = 0; label < labelCount; label++) sum += target[label] = this.forward[at + label]! * this.backward[at + label]!;
    for (let label = 0; label < labelCount; label++) target[label]! /= sum;
  }

  /** Adds the expected count of each transition, times `sign`, to `target`, after `forwardBackward`. */
  addTransitionCounts(length: number, sign: number, target: Float64Array): void {
    const { forward, backward, scaled, expTransitions } = this;
    const pair = new Float64Array(transitionBlock);
    for (let token = 1; token < length; token++) {
      const at = token * labelCount;
      let sum = 0;
      for (let to = 0; to < labelCount; to++) {
        const right = scaled[at + to]! * backward[at + to]!;
        for (const from of predecessors[to]!) {
          const index = from * labelCount + to;
          sum += pair[index] = forward[at - labelCount + from]! * expTransitions[index]! * right;
        }
      }
      const factor = sign / sum;
      for (let to = 0; to < labelCount; to++)
        for (const from of predecessors[to]!) target[from * labelCount + to]! += pair[from * labelCount + to]! * factor;
    }
    this.addBorderCounts(length, sign, target);
  }

  private addBorderCounts(length: number, sign: number, target: Float64Array): void {
    const marginals = new Float64Array(labelCount);
    this.marginals(0, marginals);
    for (let label = 0; label < labelCount; label++) target[outside * labelCount + label]! += sign * marginals[label]!;
    this.marginals(length - 1, marginals);
    for (let label = 0; label < labelCount; label++) target[label * labelCount + outside]! += sign * marginals[label]!;
  }
}

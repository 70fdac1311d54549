import { edgeWidth } from './edge-width.js';
import type { GrayImage } from './gray-image.js';
import { inkLevel } from './ink-level.js';

/** Fewer pieces of ink than this tell nothing about the size of the text. */
const enoughPieces = 30;

/**
 * Usual height of a letter without ascender, in pixels: the median height of connected pieces of ink, without the soft edge that makes blurred letters look
 * larger than they are. Undefined if there is no text to measure.
 */
export function textHeight(image: GrayImage): number | undefined {
  const level = inkLevel(image);
  const heights = pieceHeights(image, level).sort((a, b) => a - b);
  const median = heights[Math.floor(heights.length / 2)];
  return median === undefined || heights.length < enoughPieces ? undefined : Math.max(1, median - edgeWidth(image, level));
}

interface Run {
  readonly from: number;
  readonly to: number;
  readonly piece: number;
}

/** Heights of connected pieces that may be letters: neither specks nor rules nor pictures. */
function pieceHeights({ data, width, height }: GrayImage, level: number): number[] {
  const pieces = new Pieces();
  let above: readonly Run[] = [];
  for (let y = 0; y < height; y += 1) {
    const runs: Run[] = [];
    let first = 0;
    for (const { from, to } of inkRuns(data.subarray(y * width, (y + 1) * width), level)) {
      // Both rows go from left to right: what ends before this run touches no later one either.
      while ((above[first]?.to ?? width) < from - 1) first += 1;
      let end = first;
      while ((above[end]?.from ?? width + 1) <= to + 1) end += 1;
      runs.push({ from, to, piece: pieces.add(above.slice(first, end), { from, to, y }) });
    }
    above = runs;
  }
  return pieces.letterHeights();
}

function inkRuns(row: Uint8Array, level: number): readonly { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  let from = -1;
  for (let x = 0; x <= row.length; x += 1) {
    const isInk = (row[x] ?? 255) < level;
    if (isInk && from < 0) from = x;
    if (!isInk && from >= 0) {
      runs.push({ from, to: x - 1 });
      from = -1;
    }
  }
  return runs;
}

/** Boxes around pieces of ink that grow together row by row. */
class Pieces {
  private readonly parents: number[] = [];
  private readonly boxes: { left: number; right: number; top: number; bottom: number }[] = [];

  add(touching: readonly Run[], { from, to, y }: { from: number; to: number; y: number }): number {
    const first = touching[0];
    const piece = first === undefined ? this.begin(from, to, y) : this.rootOf(first.piece);
    this.grow(piece, { left: from, right: to, top: y, bottom: y });
    for (const { piece: other } of touching.slice(1)) this.join(piece, this.rootOf(other));
    return piece;
  }

  letterHeights(): number[] {
    const heights: number[] = [];
    for (const [piece, box] of this.boxes.entries()) {
      if (this.parents[piece] !== piece) continue;
      const height = box.bottom - box.top + 1;
      const width = box.right - box.left + 1;
      if (height >= 5 && height <= 120 && width >= 2 && width <= height * 4 && height <= width * 6) heights.push(height);
    }
    return heights;
  }

  private begin(left: number, right: number, y: number): number {
    this.boxes.push({ left, right, top: y, bottom: y });
    return this.parents.push(this.parents.length) - 1;
  }

  private rootOf(piece: number): number {
    let root = piece;
    while (this.parents[root] !== root) root = this.parents[root] ?? root;
    this.parents[piece] = root;
    return root;
  }

  private join(into: number, other: number): void {
    if (into === other) return;
    this.parents[other] = into;
    const box = this.boxes[other];
    if (box !== undefined) this.grow(into, box);
  }

  private grow(piece: number, by: { left: number; right: number; top: number; bottom: number }): void {
    const box = this.boxes[piece];
    if (box === undefined) return;
    box.left = Math.min(box.left, by.left);
    box.right = Math.max(box.right, by.right);
    box.top = Math.min(box.top, by.top);
    box.bottom = Math.max(box.bottom, by.bottom);
  }
}

/** A page as light values, row by row from the top left: 0 black, 255 white. */
export interface GrayImage {
  readonly data: Uint8Array;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** Turned clockwise by quarters. */
export type QuarterTurn = 0 | 90 | 180 | 270;

export function turnImage(image: GrayImage, turn: QuarterTurn): GrayImage {
  if (turn === 0) return image;
  const { data, width, height } = image;
  if (turn === 180) return { data: Uint8Array.from(data).reverse(), width, height };
  const result = new Uint8Array(data.length);
  // Row by row of the result, each a column of the page: downwards for 270, upwards for 90.
  for (let toY = 0; toY < width; toY += 1) {
    const column = turn === 90 ? toY : width - 1 - toY;
    for (let toX = 0; toX < height; toX += 1) {
      const y = turn === 90 ? height - 1 - toX : toX;
      result[toY * height + toX] = data[y * width + column] ?? 255;
    }
  }
  return { data: result, width: height, height: width };
}

/** Where a pixel of an image of this size goes when the image is turned. */
export function turnPoint(
  x: number,
  y: number,
  { width, height, turn }: { width: number; height: number; turn: QuarterTurn },
): readonly [number, number] {
  if (turn === 90) return [height - 1 - y, x];
  if (turn === 180) return [width - 1 - x, height - 1 - y];
  if (turn === 270) return [y, width - 1 - x];
  return [x, y];
}

/** Averages squares of `factor` pixels; what does not fill a square at the right and lower edge is left out. */
export function shrink({ data, width, height }: GrayImage, factor: number): GrayImage {
  const toWidth = Math.max(1, Math.floor(width / factor));
  const toHeight = Math.max(1, Math.floor(height / factor));
  const sums = new Uint32Array(toWidth);
  const result = new Uint8Array(toWidth * toHeight);
  const rowsEach = Math.min(factor, height);
  const columnsEach = Math.min(factor, width);
  for (let toY = 0; toY < toHeight; toY += 1) {
    sums.fill(0);
    for (let y = toY * rowsEach; y < (toY + 1) * rowsEach; y += 1) {
      for (let toX = 0, at = y * width; toX < toWidth; toX += 1) {
        let sum = 0;
        for (let column = 0; column < columnsEach; column += 1) sum += data[at + column] ?? 255;
        sums[toX] = (sums[toX] ?? 0) + sum;
        at += columnsEach;
      }
    }
    for (let toX = 0; toX < toWidth; toX += 1) result[toY * toWidth + toX] = (sums[toX] ?? 0) / (rowsEach * columnsEach);
  }
  return { data: result, width: toWidth, height: toHeight };
}

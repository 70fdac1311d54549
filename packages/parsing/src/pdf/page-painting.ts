/** What a page shows beside its text. */
export interface PagePainting {
  /** Part of the page that its largest image covers, 0 to 1. */
  readonly imageCoverage: number;
  /** Lines and areas drawn; text turned into curves is hundreds of these. */
  readonly paths: number;
}

/** Numbers of the operators that matter here; the library numbers them anew in every release. */
export interface PaintOperators {
  readonly save: number;
  readonly restore: number;
  readonly transform: number;
  readonly paintFormXObjectBegin: number;
  readonly paintFormXObjectEnd: number;
  readonly constructPath: number;
  readonly images: ReadonlySet<number>;
}

export interface OperatorList {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly unknown[];
}

type Matrix = readonly [number, number, number, number, number, number];

/** Follows the page's transformations to see how much of it its images cover. `area` is the page's, in square points. */
export function pagePainting({ fnArray, argsArray }: OperatorList, ops: PaintOperators, area: number): PagePainting {
  const saved: Matrix[] = [];
  let current: Matrix = [1, 0, 0, 1, 0, 0];
  let largest = 0;
  let paths = 0;
  for (const [index, operator] of fnArray.entries()) {
    if (operator === ops.save) saved.push(current);
    else if (operator === ops.restore || operator === ops.paintFormXObjectEnd) current = saved.pop() ?? current;
    else if (operator === ops.transform) current = multiplied(current, argsArray[index]);
    else if (operator === ops.paintFormXObjectBegin) {
      saved.push(current);
      current = multiplied(current, firstOf(argsArray[index]));
    } else if (operator === ops.constructPath) paths += 1;
    else if (ops.images.has(operator)) largest = Math.max(largest, Math.abs(current[0] * current[3] - current[1] * current[2]));
  }
  return { imageCoverage: area > 0 ? Math.min(1, largest / area) : 0, paths };
}

function firstOf(args: unknown): unknown {
  return Array.isArray(args) ? args[0] : undefined;
}

function multiplied(m: Matrix, by: unknown): Matrix {
  if (!isMatrix(by)) return m;
  const [a, b, c, d, e, f] = m;
  const [g, h, i, j, k, l] = by;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

function isMatrix(value: unknown): value is Matrix {
  return (Array.isArray(value) || value instanceof Float32Array || value instanceof Float64Array) && value.length === 6;
}

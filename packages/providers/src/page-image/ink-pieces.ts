/** Runs of ink in one row, from left to right, each with the piece it belongs to. */
interface RunRow {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly piece: Int32Array;
  count: number;
}

/** Connected pieces of ink, corner to corner too, put together run by run and row by row. Plain numbers: a page has a hundred thousand runs. */
export class InkPieces {
  private above: RunRow;
  private row: RunRow;
  /** First run of the row above that may touch the next run. */
  private first = 0;
  private readonly parents: number[] = [];
  private readonly left: number[] = [];
  private readonly right: number[] = [];
  private readonly top: number[] = [];
  private readonly bottom: number[] = [];

  constructor(width: number) {
    this.above = emptyRow(width);
    this.row = emptyRow(width);
  }

  /** A run of row `y`, to the right of the one before. */
  add(from: number, to: number, y: number): void {
    const { above, row } = this;
    // Both rows go from left to right: what ends before this run touches no later one either.
    while (this.first < above.count && (above.to[this.first] ?? 0) < from - 1) this.first += 1;
    let piece = -1;
    for (let index = this.first; index < above.count && (above.from[index] ?? 0) <= to + 1; index += 1) {
      const other = this.rootOf(above.piece[index] ?? 0);
      if (piece < 0) piece = other;
      else if (piece !== other) this.join(piece, other);
    }
    if (piece < 0) piece = this.begin(from, to, y);
    else this.grow(piece, { left: from, right: to, top: y, bottom: y });
    row.from[row.count] = from;
    row.to[row.count] = to;
    row.piece[row.count] = piece;
    row.count += 1;
  }

  endRow(): void {
    [this.above, this.row] = [this.row, this.above];
    this.row.count = 0;
    this.first = 0;
  }

  boxes(): readonly { readonly width: number; readonly height: number }[] {
    const roots = this.parents.filter((parent, piece) => parent === piece);
    return roots.map((piece) => ({
      width: (this.right[piece] ?? 0) - (this.left[piece] ?? 0) + 1,
      height: (this.bottom[piece] ?? 0) - (this.top[piece] ?? 0) + 1,
    }));
  }

  private begin(from: number, to: number, y: number): number {
    this.left.push(from);
    this.right.push(to);
    this.top.push(y);
    this.bottom.push(y);
    return this.parents.push(this.parents.length) - 1;
  }

  private rootOf(piece: number): number {
    let root = piece;
    while (this.parents[root] !== root) root = this.parents[root] ?? root;
    this.parents[piece] = root;
    return root;
  }

  private join(into: number, other: number): void {
    this.parents[other] = into;
    this.grow(into, {
      left: this.left[other] ?? 0,
      right: this.right[other] ?? 0,
      top: this.top[other] ?? 0,
      bottom: this.bottom[other] ?? 0,
    });
  }

  private grow(piece: number, by: { left: number; right: number; top: number; bottom: number }): void {
    this.left[piece] = Math.min(this.left[piece] ?? 0, by.left);
    this.right[piece] = Math.max(this.right[piece] ?? 0, by.right);
    this.top[piece] = Math.min(this.top[piece] ?? 0, by.top);
    this.bottom[piece] = Math.max(this.bottom[piece] ?? 0, by.bottom);
  }
}

function emptyRow(width: number): RunRow {
  const most = (width >> 1) + 1;
  return { from: new Int32Array(most), to: new Int32Array(most), piece: new Int32Array(most), count: 0 };
}

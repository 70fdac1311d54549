import { foldCompatibility } from '../text/fold-compatibility.js';

/** A run of characters as a PDF places it. Points from the top left of the page as it is shown. */
export interface TextItem {
  readonly text: string;
  readonly x: number;
  /** Upper edge. */
  readonly y: number;
  readonly width: number;
  /** Font size. */
  readonly height: number;
  /** White space follows this run. */
  readonly spaceAfter: boolean;
  /** Where the run stands on the page as it is shown, when that is known for the run by itself; otherwise its line is what can be shown. */
  readonly mark?: Mark;
}

/** Units of the page, origin top left. */
export interface Mark extends Area {
  /** 0 to 1. */
  readonly confidence: number;
}

/** Items whose text runs in one of the four directions, turned so that it runs to the right. */
export interface TextLayer {
  /** Clockwise, degrees: 0, 90, 180 or 270. */
  readonly turn: 0 | 90 | 180 | 270;
  readonly items: readonly TextItem[];
}

export interface RawItem {
  readonly str: string;
  /** Text space to page: `[a, b, c, d, e, f]`. */
  readonly transform: readonly number[];
  readonly width: number;
  readonly hasEOL: boolean;
}

type Matrix = readonly number[];

/** Part of the font size that stands above the base line, in common fonts. */
const ascent = 0.8;
const shortestRun = 0.05;

/** Places runs on the page as `viewport` shows it and groups them by direction, most text first. */
export function placeItems(raw: readonly RawItem[], viewport: Matrix): readonly TextLayer[] {
  const layers = new Map<TextLayer['turn'], TextItem[]>();
  let previous: { spaceAfter: boolean } | undefined;
  for (const item of raw) {
    if (item.str.trim() === '') {
      if (previous !== undefined) previous.spaceAfter = true;
      continue;
    }
    const { turn, placed } = place(item, multiply(viewport, item.transform));
    const layer = layers.get(turn) ?? [];
    layer.push(placed);
    layers.set(turn, layer);
    previous = placed;
  }
  return [...layers].map(([turn, items]) => ({ turn, items })).sort((a, b) => weight(b.items) - weight(a.items));
}

function place(item: RawItem, matrix: Matrix): { turn: TextLayer['turn']; placed: { -readonly [K in keyof TextItem]: TextItem[K] } } {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = matrix;
  const height = Math.max(Math.hypot(c, d), 1);
  const turn = ((((Math.round(Math.atan2(b, a) / (Math.PI / 2)) * 90) % 360) + 360) % 360) as TextLayer['turn'];
  const [x, base] = unturn(e, f, turn);
  const text = foldCompatibility(item.str);
  const width = Math.max(item.width, shortestRun);
  return { turn, placed: { text, x, y: base - height * ascent, width, height, spaceAfter: item.hasEOL } };
}

/** Turns a point so that text of this direction runs to the right; `turnBack` undoes it. */
function unturn(x: number, y: number, turn: TextLayer['turn']): readonly [number, number] {
  if (turn === 90) return [y, -x];
  if (turn === 180) return [-x, -y];
  if (turn === 270) return [-y, x];
  return [x, y];
}

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** From the coordinates of a turned layer to those of the page. */
export function turnBack({ x, y, width, height }: Area, turn: TextLayer['turn']): Area {
  if (turn === 90) return { x: -(y + height), y: x, width: height, height: width };
  if (turn === 180) return { x: -(x + width), y: -(y + height), width, height };
  if (turn === 270) return { x: y, y: -(x + width), width: height, height: width };
  return { x, y, width, height };
}

function multiply(m: Matrix, n: Matrix): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = m;
  const [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0] = n;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

function weight(items: readonly TextItem[]): number {
  return items.reduce((sum, { text }) => sum + text.length, 0);
}

/** The font size that most characters have, in half points. */
export function commonSize(items: readonly TextItem[]): number {
  const characters = new Map<number, number>();
  for (const { height, text } of items) {
    const size = Math.round(height * 2) / 2;
    characters.set(size, (characters.get(size) ?? 0) + text.length);
  }
  return [...characters].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 1;
}

import type { ImageSize } from './image-frames.js';

const widthTag = 256;
const heightTag = 257;
const shortType = 3;

/** Follows the chain of directories, one for each page (TIFF 6.0, section 2). A chain that bites its tail ends. */
export function tiffFrames(view: DataView, maxFrames: number): readonly ImageSize[] {
  const little = view.getUint8(0) === 0x49;
  const format = view.getUint16(2, little) === 43 ? bigTiff(view, little) : classicTiff(view, little);
  const frames: ImageSize[] = [];
  const seen = new Set<number>();
  let at = format.first;
  while (at !== 0 && !seen.has(at) && frames.length <= maxFrames) {
    seen.add(at);
    const directory = readDirectory(view, little, at, format);
    frames.push(directory.size);
    at = directory.next;
  }
  return frames;
}

/** Where the two variants of TIFF differ, in bytes. */
interface Layout {
  readonly first: number;
  readonly countSize: number;
  readonly entrySize: number;
  readonly valueAt: number;
  readonly offset: (at: number) => number;
  readonly count: (at: number) => number;
}

function classicTiff(view: DataView, little: boolean): Layout {
  const offset = (at: number) => view.getUint32(at, little);
  return { first: offset(4), countSize: 2, entrySize: 12, valueAt: 8, offset, count: (at) => view.getUint16(at, little) };
}

function bigTiff(view: DataView, little: boolean): Layout {
  const offset = (at: number) => Number(view.getBigUint64(at, little));
  return { first: offset(8), countSize: 8, entrySize: 20, valueAt: 12, offset, count: offset };
}

function readDirectory(view: DataView, little: boolean, at: number, layout: Layout): { size: ImageSize; next: number } {
  const entries = at + layout.countSize;
  const end = entries + layout.count(at) * layout.entrySize;
  const values = new Map<number, number>();
  for (let entry = entries; entry < end; entry += layout.entrySize) {
    const tag = view.getUint16(entry, little);
    if (tag > heightTag) break;
    const isShort = view.getUint16(entry + 2, little) === shortType;
    values.set(tag, isShort ? view.getUint16(entry + layout.valueAt, little) : view.getUint32(entry + layout.valueAt, little));
  }
  return { size: { width: values.get(widthTag) ?? 0, height: values.get(heightTag) ?? 0 }, next: nextDirectory(end, view, layout) };
}

/** The pages before a chain that leads out of the file are still pages. */
function nextDirectory(end: number, view: DataView, layout: Layout): number {
  if (end + 4 > view.byteLength) return 0;
  const next = layout.offset(end);
  return next + 8 > view.byteLength ? 0 : next;
}

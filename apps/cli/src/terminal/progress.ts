import type { TextStream } from './output.js';

export interface Progress {
  /** Shows `label` with a bar; `share` from 0 to 1. Does nothing unless the stream is a terminal. */
  show(share: number, label: string): void;
  clear(): void;
}

const barWidth = 24;
const defaultColumns = 80;

export function createProgress(stream: TextStream): Progress {
  if (stream.isTTY !== true) return { show() {}, clear() {} };
  let shown = false;
  return {
    show(share, label) {
      const line = `${bar(share)} ${String(Math.round(share * 100)).padStart(3)} %  ${label}`;
      // Carriage return and erase to the end of the line (ECMA-48 EL).
      stream.write(`\r${line.slice(0, (stream.columns ?? defaultColumns) - 1)}\u001b[K`);
      shown = true;
    },
    clear() {
      if (shown) stream.write('\r\u001b[K');
      shown = false;
    },
  };
}

function bar(share: number): string {
  const full = Math.round(Math.min(Math.max(share, 0), 1) * barWidth);
  return `${'█'.repeat(full)}${'░'.repeat(barWidth - full)}`;
}

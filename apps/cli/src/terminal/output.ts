import { createProgress, type Progress } from './progress.js';

/** The part of a stream that we write to. */
export interface TextStream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

export interface OutputOptions {
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  readonly json: boolean;
}

/** Results on stdout, messages on stderr; with `json` every result is one line of JSON. */
export interface Output {
  readonly json: boolean;
  /** A result: as JSON, or as the text that `show` makes of it. */
  result<T>(value: T, show: (value: T) => string): void;
  /** A line of a file that is its own format, as it is. */
  line(text: string): void;
  /** For people, never on stdout. */
  message(text: string): void;
  /** A line that changes in place on a terminal; nothing in a pipe. */
  readonly progress: Progress;
}

export function createOutput({ stdout, stderr, json }: OutputOptions): Output {
  const progress = createProgress(stderr);
  return {
    json,
    progress,
    result(value, show) {
      progress.clear();
      stdout.write(`${json ? JSON.stringify(value) : show(value)}\n`);
    },
    line: (text) => void stdout.write(`${text}\n`),
    message(text) {
      progress.clear();
      stderr.write(`${text}\n`);
    },
  };
}

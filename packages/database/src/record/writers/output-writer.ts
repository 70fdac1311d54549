import type { AnyOutput, ValueOf } from '@tributary/cache-keys';
import type { RawBuilder } from 'kysely';
import type { Committed } from '../write-completions.js';

/** One output of one committed run, with the run's other outputs at hand. */
export interface WrittenOutput<O extends AnyOutput> {
  readonly value: ValueOf<O>;
  readonly run: Committed;
}

/** Turns an output into rows that people query. For each document it replaces exactly what an earlier run of the document wrote. */
export interface OutputWriter {
  readonly name: string;
  /** In the order in which they have to run. */
  statements(committed: readonly Committed[]): readonly RawBuilder<unknown>[];
}

/** A writer of one output: `statements` gets the runs that produced it. */
export function writerOf<O extends AnyOutput>(
  output: O,
  statements: (written: readonly WrittenOutput<O>[]) => readonly RawBuilder<unknown>[],
): OutputWriter {
  return {
    name: output.name,
    statements(committed) {
      const written = committed.flatMap((run) => {
        const value = outputOf(run, output);
        return value === undefined ? [] : [{ value, run }];
      });
      return written.length === 0 ? [] : statements(written);
    },
  };
}

/** What a run wrote under an output's name. The stage's definition has checked the type. */
export function outputOf<O extends AnyOutput>(run: Committed, output: O): ValueOf<O> | undefined {
  return run.completion.outputs.find((candidate) => candidate.name === output.name)?.value as ValueOf<O> | undefined;
}

export function documentUuidsOf(written: readonly { readonly run: Committed }[]): string[] {
  return written.map(({ run }) => run.documentUuid);
}

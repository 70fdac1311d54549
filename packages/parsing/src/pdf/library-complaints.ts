/** What the library says about content that is broken, rather than merely unusual. */
const damage = /Unknown command|flate|Command token too long|Invalid header|Unexpected end|Skipping command|XRef entry|Bad block|EOF/i;

export interface Complaints {
  /** All complaints since listening began. */
  readonly count: number;
  /** Complaints about damage since listening began. */
  readonly damage: number;
  stop(): void;
}

/**
 * The library reads on over damage and tells nobody but the console. Listens there while one page is read, so that what is missing does not pass
 * for a blank page (P-8). Pages are read one after the other; what else writes warnings meanwhile is passed on.
 */
export function listenToLibrary(): Complaints {
  const output = globalThis.console;
  const { warn } = output;
  let count = 0;
  let damaged = 0;
  output.warn = (...words: unknown[]) => {
    const [first] = words;
    if (typeof first !== 'string' || !first.startsWith('Warning: ')) warn(...words);
    else {
      count += 1;
      if (damage.test(first)) damaged += 1;
    }
  };
  return {
    get count() {
      return count;
    },
    get damage() {
      return damaged;
    },
    stop: () => {
      output.warn = warn;
    },
  };
}

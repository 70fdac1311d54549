import type { TerminalCode } from '@tributary/contracts';

/** Why a job ended without its result. `lost` says that the child is gone with it: killed for time or memory, or fallen over. */
export class ReaderFailure extends Error {
  override readonly name = 'ReaderFailure';

  constructor(
    readonly code: TerminalCode,
    message: string,
    readonly lost: boolean,
  ) {
    super(message);
  }
}

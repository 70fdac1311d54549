import type { TerminalCode } from '@tributary/contracts';

/** A document cannot be read, and trying again would not help. `code` is the stable reason (P-70), `message` is for people. */
export class ParseFailure extends Error {
  override readonly name = 'ParseFailure';
  readonly code: TerminalCode;

  constructor(code: TerminalCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** What a library said, shortened to one line that is fit for a status message. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\s+/g, ' ').trim().slice(0, 200) || 'no reason given';
}

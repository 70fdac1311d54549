import { type OcrPage, type OcrResult, type TerminalCode, terminalCodes } from '@tributary/contracts';
import { empty, partial, type StageEnd, TerminalError } from '@tributary/stage-kit';

interface Outputs {
  readonly ocr: OcrResult;
}

/** Pages named in a reason before it says how many more there are. */
const namedPages = 5;

/**
 * How reading ended (P-8): `partial` with the pages that failed, `empty` where there is nothing to read, completed otherwise.
 * Throws `TerminalError` with the first page's code if no page could be read: that is a failure, not an empty document.
 */
export function judgeReading(ocr: OcrResult): Outputs | StageEnd<Outputs> {
  const { pages, attachments } = ocr.metadata;
  const failed = pages.filter(({ error }) => error !== undefined);
  const first = failed[0];
  if (first !== undefined && failed.length === pages.length && attachments.length === 0) {
    throw new TerminalError(codeOf(first), `no page could be read: ${first.error ?? ''}`);
  }
  if (first !== undefined)
    return partial(`${failed.length} of ${pages.length} pages failed: ${failed.slice(0, namedPages).map(describe).join('; ')}`, { ocr });
  if (ocr.text.trim() === '' && attachments.length === 0) return empty(emptyReason(pages), { ocr });
  return { ocr };
}

function describe({ number, error }: OcrPage): string {
  return `page ${number} (${error ?? ''})`;
}

/** Errors of pages begin with their code where there is one. */
function codeOf({ error = '' }: OcrPage): TerminalCode {
  const named = error.split(':', 1)[0] ?? '';
  return terminalCodes.find((code) => code === named) ?? 'corrupt';
}

function emptyReason(pages: readonly OcrPage[]): string {
  if (pages.length === 0) return 'the document has no pages';
  const looked = pages.some(({ method }) => method === 'ocr');
  const noun = pages.length === 1 ? 'the page is' : `all ${pages.length} pages are`;
  return looked ? `${noun} without text that can be read` : `${noun} blank`;
}

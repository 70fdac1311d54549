import type { ReadPage, UnreadPage } from './parsed-document.js';

/** A page that could not be read, with the reason. */
export function unreadablePage({ number, width, height }: Pick<UnreadPage, 'number'> & Partial<UnreadPage>, error: string): ReadPage {
  return { number, method: 'none', text: '', boxes: [], blocks: [], confidence: null, width: width ?? null, height: height ?? null, error };
}

import { toStorableText } from '../sql/recordset.js';

/** Characters of an error message that are kept; what is longer is usually somebody's whole response. */
const maxMessage = 2048;

export function shortened(given: string): string {
  const message = toStorableText(given);
  return message.length <= maxMessage ? message : `${message.slice(0, maxMessage - 1)}…`;
}

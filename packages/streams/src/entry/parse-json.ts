import { type Rejection, reject } from './rejection.js';

export type ParsedJson = { readonly ok: true; readonly value: unknown } | Rejection;

/** Parses JSON whose nesting is bounded: the depth is counted before a parser sees the text. */
export function parseJson(text: string, maxDepth: number, field: string): ParsedJson {
  const tooDeep = positionBeyond(text, maxDepth);
  if (tooDeep !== undefined) return reject('too_deep', `JSON is nested at most ${maxDepth} deep`, `${field}, character ${tooDeep}`);
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return reject('not_json', 'the field is valid JSON', `${field}${/ at position \d+/.exec(message)?.[0] ?? ''}`);
  }
}

const quote = 0x22;
const backslash = 0x5c;

/** Where the nesting first exceeds `maxDepth`, or `undefined`. Brackets inside strings do not count. */
function positionBeyond(text: string, maxDepth: number): number | undefined {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === backslash) index++;
      else if (code === quote) inString = false;
    } else if (code === quote) inString = true;
    // `{` and `[`, `}` and `]` differ in one bit each.
    else if ((code | 0x20) === 0x7b) {
      if (++depth > maxDepth) return index;
    } else if ((code | 0x20) === 0x7d) depth--;
  }
  return undefined;
}

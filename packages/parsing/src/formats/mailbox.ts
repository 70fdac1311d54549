import { latin1 } from '../detect/detect-type.js';
import { ParseFailure } from '../parse-failure.js';
import type { DocumentReading, FoundFile, ParseOptions } from '../parsed-document.js';
import { singlePage } from '../single-page.js';

const separator = /^From \S+.*\d{4}[^\n]*\n/gm;

/** A mailbox (RFC 4155): every message becomes a document of its own; the mailbox itself is a list of them. */
export function readMailbox(bytes: Uint8Array, { limits }: ParseOptions): DocumentReading {
  // Latin-1 keeps every byte, so positions in the text are positions in the bytes.
  const text = latin1(bytes);
  const starts = [...text.matchAll(separator)].filter(
    ({ index }) => index === 0 || /\n\r?\n$/.test(text.slice(Math.max(0, index - 3), index)),
  );
  if (starts.length > limits.maxEntries) {
    throw new ParseFailure('too_large', `the mailbox has ${starts.length} messages, allowed are ${limits.maxEntries}`);
  }
  const messages = starts.map((match, index) => ({ from: match.index + match[0].length, to: starts[index + 1]?.index ?? bytes.length }));
  const subjects = messages.map(({ from, to }, index) => `${index + 1}. ${subjectOf(text.slice(from, Math.min(to, from + 8192)))}`);
  return singlePage({
    text: subjects.join('\n'),
    blocks: subjects.length === 0 ? [] : [{ kind: 'list', start: 0, end: subjects.join('\n').length }],
    properties: { messages: String(messages.length) },
    files: unquoted(bytes, messages),
  });
}

function* unquoted(bytes: Uint8Array, messages: readonly { from: number; to: number }[]): Generator<FoundFile> {
  for (const [index, { from, to }] of messages.entries()) {
    const text = latin1(bytes.subarray(from, to)).replace(/^>(>*From )/gm, '$1');
    yield { fileName: `message-${index + 1}.eml`, bytes: Buffer.from(text, 'latin1'), contentType: 'message/rfc822' };
  }
}

function subjectOf(head: string): string {
  const headers = head.slice(0, /\r?\n\r?\n/.exec(head)?.index ?? head.length);
  return /^subject:[ \t]*(.*(?:\r?\n[ \t].*)*)/im.exec(headers)?.[1]?.replace(/\s+/g, ' ').trim() || '(no subject)';
}

import { type DocumentType, supported, unsupported } from '../document-type.js';
import { decodeText } from '../text/decode-text.js';
import { looksLikeTable } from './looks-like-table.js';

const sampleBytes = 64 * 1024;
const mailFields =
  /^(from|to|cc|bcc|subject|date|received|return-path|message-id|mime-version|content-type|reply-to|sender|delivered-to|dkim-signature|x-[\w-]+|arc-[\w-]+|list-[\w-]+|thread-[\w-]+|newsgroups|path|references|in-reply-to|organization|lines|user-agent|importance|authentication-results|content-[\w-]+)$/i;
const decisiveFields = /^(from|received|return-path|message-id|mime-version|delivered-to|newsgroups)$/i;

/** Kinds of text, told apart by their first lines. Undefined if the bytes are not text. */
export function detectText(bytes: Uint8Array, fileName: string): DocumentType | undefined {
  const sample = bytes.subarray(0, sampleBytes);
  const { text } = decodeText(sample);
  if (!isText(text)) return undefined;
  const start = text.replace(/^\ufeff/, '').trimStart();
  const lower = start.slice(0, 2048).toLowerCase();
  if (lower.startsWith('<?xml') && !/<(!doctype\s+)?html/.test(lower)) return unsupported('application/xml');
  if (lower.startsWith('<svg')) return unsupported('image/svg+xml');
  if (isHtml(lower)) return supported('html');
  if (isMailbox(start)) return supported('mbox');
  if (isMail(start)) return supported('eml');
  return textByName(start, extensionOf(fileName));
}

/** Text has no zero bytes and next to no control characters or bytes that fit no encoding. */
function isText(text: string): boolean {
  let strange = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0 || code === 0xfffd || (code < 32 && ![9, 10, 12, 13, 27].includes(code))) strange += 1;
  }
  return strange <= text.length * 0.02;
}

function isHtml(lower: string): boolean {
  if (/^(<!--[^]*?-->\s*)*(<\?xml[^>]*>\s*)?(<!--[^]*?-->\s*)*<(!doctype\s+html|html|head|body)\b/.test(lower)) return true;
  return (
    /^<(div|p|table|h[1-6]|ul|ol|meta|title|span|article|section)\b[^>]*>/.test(lower) &&
    /<\/(div|p|table|h[1-6]|ul|ol|title|span|article|section)>/.test(lower)
  );
}

/** Mailboxes begin every message with a line "From address date" (RFC 4155). */
function isMailbox(start: string): boolean {
  if (!/^From \S+.*\d{4}\s*$/m.test(start.slice(0, start.indexOf('\n') + 1))) return false;
  return isMail(start.slice(start.indexOf('\n') + 1));
}

/** At least two known header fields, one of them decisive, before anything that is not a header. */
function isMail(start: string): boolean {
  let known = 0;
  let decisive = false;
  for (const line of start.split(/\r?\n/, 60)) {
    if (/^[ \t]/.test(line) && known > 0) continue;
    const field = /^([!-9;-~]+):(\s|$)/.exec(line)?.[1];
    if (field === undefined) break;
    if (mailFields.test(field)) known += 1;
    decisive ||= decisiveFields.test(field);
  }
  return known >= 2 && decisive;
}

function textByName(start: string, extension: string): DocumentType {
  if (['md', 'markdown', 'mdown'].includes(extension)) return supported('markdown');
  if (extension === 'csv' || extension === 'tsv') return supported('csv');
  if (extension === 'txt' || extension === 'text' || extension === 'log') return supported('text');
  if (looksLikeTable(start)) return supported('csv');
  return supported(looksLikeMarkdown(start) ? 'markdown' : 'text');
}

function looksLikeMarkdown(start: string): boolean {
  const headings = start.match(/^#{1,6} \S/gm)?.length ?? 0;
  const marks = start.match(/^(```|[-*+] \S|> \S|\|.*\|$)|\[[^\]\n]+\]\([^)\n]+\)|\*\*[^*\n]+\*\*/gm)?.length ?? 0;
  return headings >= 1 && headings + marks >= 3;
}

function extensionOf(fileName: string): string {
  return /\.([^./\\]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
}

import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime';
import { safeName } from '../archive/safe-name.js';
import { htmlText } from '../html/html-text.js';
import { ParseFailure, reasonOf } from '../parse-failure.js';
import type { DocumentReading, FoundFile, ParseOptions } from '../parsed-document.js';
import { singlePage } from '../single-page.js';
import { plainLines } from '../text/normalize-text.js';
import { TextBuilder } from '../text-builder.js';

/** Parts inside parts; mails in the wild stay below ten. */
const deepestParts = 50;

/** A mail: who wrote to whom as a header block, then the body; attachments become documents of their own. */
export async function readMail(bytes: Uint8Array, { limits }: ParseOptions): Promise<DocumentReading> {
  const mail = await parseMail(bytes);
  if (mail.attachments.length > limits.maxEntries) {
    throw new ParseFailure('too_large', `the mail has ${mail.attachments.length} attachments, allowed are ${limits.maxEntries}`);
  }
  const builder = new TextBuilder();
  const headers = headersOf(mail);
  builder.block(
    'header',
    Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n'),
  );
  const head = builder.build();
  const body = bodyOf(mail, limits.maxCharacters);
  const gap = head.text === '' || body.text === '' ? '' : '\n\n';
  const offset = head.text.length + gap.length;
  const moved = body.blocks.map((block) => ({ ...block, start: block.start + offset, end: block.end + offset }));
  return singlePage({
    text: head.text + gap + body.text,
    blocks: [...head.blocks, ...moved],
    properties: propertiesOf(mail, headers),
    files: mail.attachments.filter((part) => !isDecoration(part)).map(fileOf),
  });
}

async function parseMail(bytes: Uint8Array): Promise<Email> {
  try {
    return await PostalMime.parse(bytes, { maxNestingDepth: deepestParts, rfc822Attachments: true });
  } catch (error) {
    const code = /nesting/i.test(reasonOf(error)) ? 'nesting_too_deep' : 'corrupt';
    throw new ParseFailure(code, `the mail cannot be read: ${reasonOf(error)}`, { cause: error });
  }
}

function headersOf(mail: Email): Record<string, string> {
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['From', addresses(mail.from === undefined ? [] : [mail.from])],
    ['To', addresses(mail.to)],
    ['Cc', addresses(mail.cc)],
    ['Date', rawHeader(mail, 'date')],
    ['Subject', mail.subject],
  ];
  return Object.fromEntries(fields.filter((field): field is readonly [string, string] => (field[1]?.trim() ?? '') !== ''));
}

function propertiesOf(mail: Email, headers: Record<string, string>): Record<string, string> {
  const properties: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) properties[`mail_${name.toLowerCase()}`] = value;
  if (mail.subject !== undefined) properties['title'] = mail.subject;
  if (mail.messageId !== undefined) properties['mail_message_id'] = mail.messageId;
  if (mail.inReplyTo !== undefined) properties['mail_in_reply_to'] = mail.inReplyTo;
  return properties;
}

/** A plain part this much shorter than the HTML part is a notice that there is one. */
const isNotice = 0.2;

/** The plain part if there is one: it says the same as the HTML part, without its layout. */
function bodyOf(mail: Email, maxCharacters: number): ReturnType<TextBuilder['build']> {
  const plain = plainLines(mail.text ?? '').trim();
  if (plain.length > isNotice * (mail.html ?? '').length) return { text: plain, blocks: [] };
  const html = htmlText(plainLines(mail.html ?? ''), { contentOnly: false, maxCharacters });
  return plain !== '' && plain.length >= isNotice * html.text.length ? { text: plain, blocks: [] } : html;
}

function addresses(list: readonly Address[] | undefined): string {
  return (list ?? [])
    .map((entry) => (entry.group === undefined ? mailbox(entry) : `${entry.name}: ${entry.group.map(mailbox).join(', ')}`))
    .join(', ');
}

function mailbox({ name, address }: { readonly name: string; readonly address: string }): string {
  if (address === '') return name;
  return name === '' || name === address ? address : `${name} <${address}>`;
}

function rawHeader(mail: Email, key: string): string | undefined {
  return mail.headers.find((header) => header.key === key)?.value;
}

/** Pictures that the HTML shows in its text, such as logos of signatures. */
function isDecoration(part: Attachment): boolean {
  return part.related === true && part.mimeType.startsWith('image/') && part.disposition !== 'attachment';
}

function fileOf(part: Attachment, index: number): FoundFile {
  const content = part.content;
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : new Uint8Array(content);
  const fallback = `attachment-${index + 1}${part.mimeType === 'message/rfc822' ? '.eml' : ''}`;
  return { fileName: safeName(part.filename ?? '', fallback), bytes, contentType: part.mimeType };
}

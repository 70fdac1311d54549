import { type DocumentType, unsupported } from '../document-type.js';

/** Streams in a compound file (MS-CFB) that tell what wrote it; names are UTF-16. Order matters: mails hold documents. */
const tellingStreams: readonly (readonly [string, string])[] = [
  ['__substg1.0_', 'application/vnd.ms-outlook'],
  ['WordDocument', 'application/msword'],
  ['PowerPoint Document', 'application/vnd.ms-powerpoint'],
  ['Workbook', 'application/vnd.ms-excel'],
  ['Book', 'application/vnd.ms-excel'],
  ['VisioDocument', 'application/vnd.visio'],
];

/** Old office files and mails are named and refused; a new office file with a password is one of these on the outside. */
export function detectCompound(bytes: Uint8Array): DocumentType {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (content.includes(Buffer.from('EncryptedPackage', 'utf16le'))) {
    return { kind: 'encrypted', mime: 'application/vnd.ms-office-encrypted' };
  }
  const found = tellingStreams.find(([name]) => content.includes(Buffer.from(name, 'utf16le')));
  return unsupported(found?.[1] ?? 'application/x-cfb');
}

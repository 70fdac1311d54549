import { fileTypeFromBuffer } from 'file-type';
import { type DocumentType, type SupportedType, supported, supportedTypes, unsupported } from '../document-type.js';
import { detectCompound } from './detect-compound.js';
import { detectText } from './detect-text.js';
import { detectZip } from './detect-zip.js';

/** Signatures at the first byte. */
const signatures: readonly (readonly [SupportedType, string])[] = [
  ['png', '\u0089PNG\r\n\u001a\n'],
  ['jpeg', '\u00ff\u00d8\u00ff'],
  ['tiff', 'II*\u0000'],
  ['tiff', 'MM\u0000*'],
  ['tiff', 'II+\u0000'],
  ['tiff', 'MM\u0000+'],
  ['rtf', '{\\rtf'],
];
/** Readers in the field accept a PDF whose header stands this far in (ISO 32000-1, Annex H.3.4.1). */
const pdfHeaderWithin = 1024;
const namingBytes = 64 * 1024;

/** What the bytes are, by content. The name decides only between kinds of text that look alike, such as Markdown and plain text. */
export async function detectType(bytes: Uint8Array, fileName: string): Promise<DocumentType> {
  if (bytes.length === 0) return { kind: 'empty', mime: 'application/x-empty' };
  const head = latin1(bytes.subarray(0, 4096));
  const signed = signatures.find(([, signature]) => head.startsWith(signature));
  if (signed !== undefined) return supported(signed[0]);
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return supported('webp');
  if (isBitmap(bytes, head)) return supported('bmp');
  if (head.startsWith('PK\u0003\u0004') || head.startsWith('PK\u0005\u0006')) return detectZip(bytes);
  if (head.startsWith('\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1')) return detectCompound(bytes);
  if (head.slice(0, pdfHeaderWithin).includes('%PDF-')) return supported('pdf');
  return detectText(bytes, fileName) ?? (await nameUnsupported(bytes));
}

function isBitmap(bytes: Uint8Array, head: string): boolean {
  if (!head.startsWith('BM') || bytes.length < 26) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = view.getUint32(14, true);
  return [12, 16, 40, 52, 56, 64, 108, 124].includes(header) && view.getUint32(10, true) >= 14 + header;
}

/** Signed or encrypted mail: DER or BER with the object identifiers of PKCS #7 (RFC 2315). */
const pkcs7 = '\u0006\t*\u0086H\u0086\u00f7\r\u0001\u0007';

async function nameUnsupported(bytes: Uint8Array): Promise<DocumentType> {
  if (bytes[0] === 0x30 && latin1(bytes.subarray(0, 32)).includes(pkcs7)) return unsupported('application/pkcs7-mime');
  try {
    const found = await fileTypeFromBuffer(bytes.subarray(0, namingBytes));
    if (found !== undefined && !Object.values<string>(supportedTypes).includes(found.mime)) return unsupported(found.mime);
  } catch {
    // Naming is a courtesy: bytes that confuse the library are as unsupported as before.
  }
  return unsupported('application/octet-stream');
}

export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

import { scanHeaders } from '../archive/scan-headers.js';
import { unpackEntry } from '../archive/unpack-entry.js';
import { readZipDirectory, type ZipEntry } from '../archive/zip-directory.js';
import { type DocumentType, type SupportedType, supported, supportedTypes, unsupported } from '../document-type.js';
import { ParseFailure } from '../parse-failure.js';

/** A part that only this kind of document has. */
const tellingParts: readonly (readonly [SupportedType, RegExp])[] = [
  ['docx', /^word\/document\d*\.xml$/],
  ['xlsx', /^xl\/workbook\d*\.xml$/],
  ['pptx', /^ppt\/presentation\d*\.xml$/],
];
const refusedParts: readonly (readonly [string, RegExp])[] = [
  ['application/vnd.apple.pages', /^(Index\/Document\.iwa|Index\.zip|index\.apxl|index\.xml)$/],
  ['application/vnd.ms-excel.sheet.binary.macroenabled.12', /^xl\/workbook\.bin$/],
  ['application/vnd.ms-visio.drawing', /^visio\/document\.xml$/],
  ['application/java-archive', /^META-INF\/MANIFEST\.MF$/],
];
const byMime = new Map<string, SupportedType>(Object.entries(supportedTypes).map(([name, mime]) => [mime, name as SupportedType]));
/** Entries looked at to name a type; the limit on entries is checked when the archive is read. */
const lookAt = 1_000_000;

/** Tells office documents and books from plain archives by their parts. A damaged archive is still an archive. */
export function detectZip(bytes: Uint8Array): DocumentType {
  const entries = entriesOf(bytes);
  const mime = declaredMime(bytes, entries);
  if (mime !== undefined) {
    const name = byMime.get(mime.replace(/-template$/, ''));
    return name === undefined || name === 'zip' ? unsupported(mime) : encryptedOr(supported(name), bytes, entries);
  }
  const telling = tellingParts.find(([, part]) => entries.some((entry) => part.test(entry.name)));
  if (telling !== undefined) return supported(telling[0]);
  // A new office document has its list of types first: cut off behind it, nothing tells which kind it was, but it is no archive of files.
  const isOffice = entries.some(({ name }) => name === '[Content_Types].xml');
  if (isOffice && entries.some(({ name }) => name.startsWith('xl/'))) return supported('xlsx');
  if (isOffice && entries.some(({ name }) => name.startsWith('ppt/'))) return supported('pptx');
  const refused = refusedParts.find(([, part]) => entries.some((entry) => part.test(entry.name)));
  if (refused !== undefined) return unsupported(refused[0]);
  return supported(isOffice ? 'docx' : 'zip');
}

function entriesOf(bytes: Uint8Array): readonly ZipEntry[] {
  try {
    return readZipDirectory(bytes, lookAt);
  } catch (error) {
    if (error instanceof ParseFailure) return scanHeaders(bytes, lookAt);
    throw error;
  }
}

/** OpenDocument and EPUB say what they are in a first, unpacked entry. */
function declaredMime(bytes: Uint8Array, entries: readonly ZipEntry[]): string | undefined {
  const entry = entries.find(({ name }) => name === 'mimetype');
  if (entry === undefined || entry.size > 200) return undefined;
  try {
    return Buffer.from(unpackEntry(bytes, entry)).toString('latin1').trim();
  } catch (error) {
    if (error instanceof ParseFailure) return undefined;
    throw error;
  }
}

/** OpenDocument encrypts its parts and says so in the manifest, not in the ZIP. */
function encryptedOr(type: DocumentType, bytes: Uint8Array, entries: readonly ZipEntry[]): DocumentType {
  const manifest = entries.find(({ name }) => name === 'META-INF/manifest.xml');
  if (manifest === undefined || manifest.size > 1_000_000) return type;
  try {
    const text = Buffer.from(unpackEntry(bytes, manifest)).toString('utf8');
    return text.includes('encryption-data') ? { kind: 'encrypted', mime: type.mime } : type;
  } catch (error) {
    if (error instanceof ParseFailure) return type;
    throw error;
  }
}

/** What bytes turned out to be. `supported` types have a reader; the others are named so that a refusal can say what it refused. */
export const supportedTypes = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpeg: 'image/jpeg',
  tiff: 'image/tiff',
  webp: 'image/webp',
  bmp: 'image/bmp',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  odp: 'application/vnd.oasis.opendocument.presentation',
  epub: 'application/epub+zip',
  rtf: 'application/rtf',
  html: 'text/html',
  markdown: 'text/markdown',
  text: 'text/plain',
  csv: 'text/csv',
  eml: 'message/rfc822',
  mbox: 'application/mbox',
  zip: 'application/zip',
} as const;

export type SupportedType = keyof typeof supportedTypes;

export type DocumentType =
  | { readonly kind: 'supported'; readonly name: SupportedType; readonly mime: string }
  | { readonly kind: 'encrypted'; readonly mime: string }
  | { readonly kind: 'unsupported'; readonly mime: string }
  | { readonly kind: 'empty'; readonly mime: 'application/x-empty' };

export function supported(name: SupportedType): DocumentType {
  return { kind: 'supported', name, mime: supportedTypes[name] };
}

export function unsupported(mime: string): DocumentType {
  return { kind: 'unsupported', mime };
}

/** What its owner can do about a file that is not read. */
const advice: Readonly<Record<string, string>> = {
  'application/msword': 'save it as .docx or PDF and submit that',
  'application/vnd.ms-excel': 'save it as .xlsx and submit that',
  'application/vnd.ms-powerpoint': 'save it as .pptx or PDF and submit that',
  'application/vnd.ms-outlook': 'save it as .eml and submit that',
  'application/vnd.apple.pages': 'export it as .docx or PDF and submit that',
  'application/vnd.visio': 'export it as PDF and submit that',
  'application/pkcs7-mime': 'open the signed or encrypted mail and save it as .eml',
};

export function adviceFor(mime: string): string {
  return advice[mime] ?? 'submit it in another format, such as PDF or plain text';
}

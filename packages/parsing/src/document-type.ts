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

import type { SupportedType } from './document-type.js';
import { readArchive } from './formats/archive.js';
import { readCsv } from './formats/csv.js';
import { readHtml } from './formats/html.js';
import { readImage } from './formats/image.js';
import { readMail } from './formats/mail.js';
import { readMailbox } from './formats/mailbox.js';
import { readMarkdown } from './formats/markdown.js';
import { officeReader } from './formats/office.js';
import { readPdf } from './formats/pdf.js';
import { readPlainText } from './formats/plain-text.js';
import { readSpreadsheet } from './formats/spreadsheet.js';
import type { FormatReader } from './parsed-document.js';

/** Who reads what (P-21). A new format is a file in `formats/`, a line here, and its name in `document-type.ts`. */
export const formatReaders: Readonly<Record<SupportedType, FormatReader>> = {
  pdf: readPdf,
  png: readImage,
  jpeg: readImage,
  tiff: readImage,
  webp: readImage,
  bmp: readImage,
  docx: officeReader('docx'),
  pptx: officeReader('pptx'),
  odt: officeReader('odt'),
  ods: officeReader('ods'),
  odp: officeReader('odp'),
  epub: officeReader('epub'),
  rtf: officeReader('rtf'),
  xlsx: readSpreadsheet,
  html: readHtml,
  markdown: readMarkdown,
  text: readPlainText,
  csv: readCsv,
  eml: readMail,
  mbox: readMailbox,
  zip: readArchive,
};

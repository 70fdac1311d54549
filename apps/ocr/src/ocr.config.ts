import { availableParallelism } from 'node:os';
import { ObjectStoreConfig } from '@tributary/object-store';
import { duration, integer, list, oneOf, size, text, variable } from '@tributary/service-kit';
import type { OcrSettings } from './ocr.stage.js';
import type { ReaderSettings } from './read/reader-settings.js';

/** Grows with every change of the readers that changes the text they give. */
const revision = 2;

/** Variables of the ocr service. */
export class OcrConfig extends ObjectStoreConfig {
  @variable({
    name: 'OCR_ENGINE',
    kind: oneOf('embedded', 'command'),
    default: 'embedded',
    says: 'Tesseract inside the service, or the tesseract command',
  })
  ocrEngine!: 'embedded' | 'command';

  @variable({
    name: 'OCR_LANGUAGES',
    kind: list,
    default: 'en',
    says: 'Languages expected where a submission names none, the most likely first',
  })
  ocrLanguages!: readonly string[];

  @variable({
    name: 'OCR_MODELS_DIR',
    kind: text,
    optional: true,
    says: 'Folder with more Tesseract models (<model>.traineddata.gz); English is built in',
  })
  ocrModelsDir?: string;

  @variable({ name: 'OCR_DPI', kind: integer(72, 600), default: '300', says: 'Resolution at which pages of PDFs are rendered for OCR' })
  ocrDpi!: number;

  @variable({
    name: 'OCR_CHILDREN',
    kind: integer(1, 128),
    default: String(availableParallelism()),
    says: 'Processes that look at pixels at once, a core each; as many more, at least two, parse files',
  })
  ocrChildren!: number;

  @variable({ name: 'OCR_CHILD_MEMORY', kind: size, default: '1536MB', says: 'Memory a reader process may have before it is killed' })
  ocrChildBytes!: number;

  @variable({ name: 'OCR_PAGE_TIMEOUT', kind: duration, default: '2m', says: 'Time for one page before its reader is killed' })
  ocrPageTimeoutMs!: number;

  @variable({ name: 'OCR_DOCUMENT_TIMEOUT', kind: duration, default: '30m', says: 'Time for one document' })
  ocrDocumentTimeoutMs!: number;

  @variable({ name: 'OCR_MAX_PAGES', kind: integer(1, 1_000_000), default: '5000', says: 'Pages, slides or sheets of one document' })
  ocrMaxPages!: number;

  @variable({ name: 'OCR_MAX_PIXELS', kind: integer(10_000, 1_000_000_000), default: '150000000', says: 'Pixels of one page image' })
  ocrMaxPixels!: number;

  @variable({ name: 'OCR_MAX_UNPACKED', kind: size, default: '1GB', says: 'What an archive may unpack to' })
  ocrMaxUnpackedBytes!: number;

  @variable({ name: 'OCR_MAX_RATIO', kind: integer(2, 1100), default: '200', says: 'How many times its size an archive may unpack to' })
  ocrMaxRatio!: number;

  @variable({ name: 'OCR_MAX_ENTRIES', kind: integer(1, 1_000_000), default: '10000', says: 'Files in one archive, mail or mailbox' })
  ocrMaxEntries!: number;

  @variable({ name: 'OCR_MAX_NESTING', kind: integer(1, 20), default: '3', says: 'Archives inside archives' })
  ocrMaxNesting!: number;

  @variable({
    name: 'OCR_MAX_CHARACTERS',
    kind: integer(1000, 500_000_000),
    default: '50000000',
    says: 'Characters of text from one document',
  })
  ocrMaxCharacters!: number;
}

export function readerSettingsOf(config: OcrConfig): ReaderSettings {
  return {
    children: config.ocrChildren,
    maxChildBytes: config.ocrChildBytes,
    pageTimeoutMs: config.ocrPageTimeoutMs,
    documentTimeoutMs: config.ocrDocumentTimeoutMs,
    jobsPerChild: 200,
    dpi: config.ocrDpi,
    engine: config.ocrEngine,
    ...(config.ocrModelsDir === undefined ? {} : { modelsFolder: config.ocrModelsDir }),
    limits: {
      maxBytes: config.sourceMaxBytes,
      maxPages: config.ocrMaxPages,
      maxPixels: config.ocrMaxPixels,
      maxDecompressionRatio: config.ocrMaxRatio,
      maxUnpackedBytes: config.ocrMaxUnpackedBytes,
      maxEntries: config.ocrMaxEntries,
      maxNesting: config.ocrMaxNesting,
      maxCharacters: config.ocrMaxCharacters,
    },
  };
}

export function ocrSettingsOf(config: OcrConfig): OcrSettings {
  const { ocrEngine, ocrDpi, ocrLanguages, sourceMaxBytes } = config;
  return { revision, engine: ocrEngine, dpi: ocrDpi, languages: ocrLanguages, maxBytes: sourceMaxBytes };
}

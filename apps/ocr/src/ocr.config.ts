import { availableParallelism } from 'node:os';
import { ObjectStoreConfig } from '@tributary/object-store';
import {
  type ChosenEngine,
  chooseEngine,
  createOpenAiPageReader,
  type EngineKind,
  type OpenAiPageReader,
} from '@tributary/providers/children';
import { BootError, decimal, duration, integer, list, oneOf, size, text, url, variable } from '@tributary/service-kit';
import type { OcrSettings } from './ocr.stage.js';
import type { ReaderSettings } from './read/reader-settings.js';
import type { TokenPrices } from './result-of.js';

/** Grows with every change of the readers that changes the text they give. */
const revision = 3;

/** Variables of the ocr service. */
export class OcrConfig extends ObjectStoreConfig {
  @variable({
    name: 'OCR_PROVIDER',
    kind: oneOf('local', 'openai'),
    default: 'local',
    says: 'Who reads pixels where a submission does not say: this service, or a model behind an OpenAI-compatible endpoint, which is sent the pages',
  })
  ocrProvider!: 'local' | 'openai';

  @variable({
    name: 'OPENAI_BASE_URL',
    kind: url('https', 'http'),
    optional: true,
    says: 'The endpoint, up to and with /v1; absent: OpenAI’s own',
  })
  openAiBaseUrl?: string;

  @variable({
    name: 'OPENAI_API_KEY',
    kind: text,
    optional: true,
    says: 'Key for the endpoint; without it no page is sent anywhere, and submissions that ask for openai fail',
  })
  openAiApiKey?: string;

  @variable({ name: 'OCR_OPENAI_MODEL', kind: text, default: 'gpt-5-mini', says: 'Model that reads page images' })
  ocrOpenAiModel!: string;

  @variable({ name: 'OCR_OPENAI_TIMEOUT', kind: duration, default: '2m', says: 'Time for one page at the endpoint' })
  ocrOpenAiTimeoutMs!: number;

  @variable({ name: 'OCR_OPENAI_PAGES_AT_ONCE', kind: integer(1, 64), default: '4', says: 'Pages of one document at the endpoint at once' })
  ocrOpenAiPages!: number;

  @variable({
    name: 'OCR_OPENAI_INPUT_PRICE',
    kind: decimal(0, 10_000),
    optional: true,
    says: 'US dollars for a million tokens sent; with both prices the cost of a document is recorded',
  })
  ocrInputPrice?: number;

  @variable({ name: 'OCR_OPENAI_OUTPUT_PRICE', kind: decimal(0, 10_000), optional: true, says: 'US dollars for a million tokens answered' })
  ocrOutputPrice?: number;

  @variable({
    name: 'OCR_ENGINE',
    kind: oneOf('auto', 'embedded', 'command'),
    default: 'auto',
    says: 'Tesseract: the command of the machine, the one inside the service, or auto: the command where it is installed with every language that is configured',
  })
  ocrEngine!: EngineKind | 'auto';

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
    says: 'Folder with more models for the Tesseract inside the service (<model>.traineddata); English is built in',
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

export function readerSettingsOf(config: OcrConfig, engine: ChosenEngine): ReaderSettings {
  return {
    children: config.ocrChildren,
    maxChildBytes: config.ocrChildBytes,
    pageTimeoutMs: config.ocrPageTimeoutMs,
    documentTimeoutMs: config.ocrDocumentTimeoutMs,
    endpointPages: config.ocrOpenAiPages,
    jobsPerChild: 200,
    dpi: config.ocrDpi,
    engine: engine.settings,
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

export function ocrSettingsOf(config: OcrConfig, engine: ChosenEngine, endpoint: OpenAiPageReader | undefined): OcrSettings {
  const { ocrProvider, ocrDpi, ocrLanguages, sourceMaxBytes } = config;
  return {
    revision,
    provider: ocrProvider,
    engine: engine.name,
    ...(endpoint === undefined ? {} : { endpoint: endpoint.version }),
    dpi: ocrDpi,
    languages: ocrLanguages,
    maxBytes: sourceMaxBytes,
  };
}

/** The Tesseract that reads. Throws `BootError` when the command is wanted and is not there. */
export async function engineOf({ ocrEngine, ocrLanguages, ocrModelsDir }: OcrConfig): Promise<ChosenEngine> {
  const own = ocrModelsDir === undefined ? {} : { modelsFolder: ocrModelsDir };
  const engine = await chooseEngine({ kind: ocrEngine, languages: ocrLanguages, ...own });
  if (engine !== undefined) return engine;
  throw new BootError('OCR_ENGINE is command, and there is no tesseract 5 on this machine: install it, or leave OCR_ENGINE out');
}

/** The endpoint that pages may be sent to, if there is one. Throws `BootError` when it is the default and has no key. */
export function openEndpoint(config: OcrConfig): OpenAiPageReader | undefined {
  const { openAiApiKey, openAiBaseUrl, ocrOpenAiModel, ocrOpenAiTimeoutMs, ocrProvider } = config;
  if (openAiApiKey === undefined) {
    if (ocrProvider === 'local') return undefined;
    throw new BootError('OPENAI_API_KEY is not set; OCR_PROVIDER=openai needs it (any text where the endpoint asks for no key)');
  }
  return createOpenAiPageReader({
    ...(openAiBaseUrl === undefined ? {} : { baseUrl: openAiBaseUrl }),
    apiKey: openAiApiKey,
    model: ocrOpenAiModel,
    timeoutMs: ocrOpenAiTimeoutMs,
  });
}

export function pricesOf({ ocrInputPrice, ocrOutputPrice }: OcrConfig): TokenPrices | undefined {
  return ocrInputPrice === undefined || ocrOutputPrice === undefined ? undefined : { input: ocrInputPrice, output: ocrOutputPrice };
}

export { cutOffNetwork } from './killable/cut-off-network.js';
export { ChildLost, type ChildSettings, KillableChild } from './killable/killable-child.js';
export { createOpenAiExtractor, type OpenAiExtractor, type OpenAiSettings } from './openai/openai-extractor.js';
export {
  createOpenAiPageReader,
  type OpenAiPageReader,
  type OpenAiPageReaderSettings,
  type PageImage,
} from './openai/openai-page-reader.js';
export { encodePage } from './page-image/encode-page.js';
export type { GrayImage, QuarterTurn } from './page-image/gray-image.js';
export { loadImage } from './page-image/load-image.js';
export { PdfPages, type RenderedPage } from './page-image/pdf-pages.js';
export {
  type ChosenEngine,
  chooseEngine,
  type EngineKind,
  type EngineSettings,
  openEngine,
} from './tesseract/choose-engine.js';
export { TesseractCommand } from './tesseract/command-engine.js';
export { EmbeddedTesseract } from './tesseract/embedded-engine.js';
export type { OcrEngine } from './tesseract/engine.js';
export { type RecognizedPage, type RecognizeOptions, recognizePage } from './tesseract/page-recognizer.js';
export type { RecognizedWord } from './tesseract/recognized-page.js';

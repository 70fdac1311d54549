export type { GrayImage, QuarterTurn } from './page-image/gray-image.js';
export { loadImage } from './page-image/load-image.js';
export { PdfPages, type RenderedPage } from './page-image/pdf-pages.js';
export { type RenderOptions, renderPage } from './page-image/render-page.js';
export { TesseractCommand } from './tesseract/command-engine.js';
export { EmbeddedTesseract } from './tesseract/embedded-engine.js';
export type { OcrEngine } from './tesseract/engine.js';
export { type RecognizedPage, type RecognizeOptions, recognizePage } from './tesseract/page-recognizer.js';
export type { RecognizedWord } from './tesseract/recognized-page.js';

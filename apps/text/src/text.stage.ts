import { category, chunkList, chunkText as chunkTexts, cleanedText, documentLevel, ocrResult, structuredData } from '@tributary/cache-keys';
import { type ChunkingSettings, categorize, chunkText, cleanText, findStructured, uncoveredRanges } from '@tributary/chunking';
import { DocumentOcrCompleted, DocumentTextCompleted, type OcrResult } from '@tributary/contracts';
import { defineStage, empty, TerminalError } from '@tributary/stage-kit';

/** Turns the pages that OCR read into cleaned text and stable chunks (P-30 to P-33). */
export function createTextStage(chunking: ChunkingSettings) {
  return defineStage({
    name: 'text',
    consumes: DocumentOcrCompleted,
    reads: { ocr: ocrResult },
    writes: { cleanedText, category, chunks: chunkList, chunkTexts, structured: structuredData },
    emits: DocumentTextCompleted,
    fingerprint: chunking,

    run({ ocr }, { documentUuid }) {
      const cleaned = cleanText(ocr);
      const chunks = chunkText(cleaned, chunking, documentUuid);
      // The gate of P-8: text that no chunk holds would be lost without a trace.
      const [lost] = uncoveredRanges(cleaned, chunks);
      if (lost !== undefined) throw new TerminalError('gate_failed', `No chunk holds the text from ${lost.start} to ${lost.end}`);
      const outputs = {
        cleanedText: cleaned,
        category: categorize(cleaned, hintsOf(ocr)),
        chunks,
        chunkTexts: Object.fromEntries(chunks.map(({ chunk_uuid, start, end }) => [chunk_uuid, cleaned.text.slice(start, end)])),
        structured: { [documentLevel]: findStructured(cleaned, ocr.metadata) },
      };
      return chunks.length === 0 ? empty(blankReason(ocr), outputs) : outputs;
    },

    announce: ({ cleanedText: { language }, category: { name }, chunks }) => ({ chunks: chunks.length, category: name, language }),
  });
}

function hintsOf({ metadata: { properties, detected_file_type } }: OcrResult) {
  return { fileName: properties.file_name ?? '', properties, detectedFileType: detected_file_type };
}

function blankReason({ text, metadata: { pages } }: OcrResult): string {
  const count = pages.length === 1 ? 'one page' : `${pages.length} pages`;
  return text.trim() === '' ? `no text on ${count}` : `only headers, page numbers or invisible characters on ${count}`;
}

import { createHash } from 'node:crypto';
import { ocrResult } from '@tributary/cache-keys';
import { DocumentAccepted, DocumentOcrCompleted } from '@tributary/contracts';
import type { ObjectStore } from '@tributary/object-store';
import { defineStage } from '@tributary/stage-kit';
import { childDocuments } from './child-documents.js';
import { judgeReading } from './judge-reading.js';
import type { DocumentReader } from './read/document-reader.js';
import { resultOf } from './result-of.js';

export interface OcrDeps {
  readonly reader: DocumentReader;
  readonly objects: ObjectStore;
}

/** What changes the text that comes out. */
export interface OcrSettings {
  /** Grows with every change of the readers that changes their text. */
  readonly revision: number;
  readonly engine: string;
  readonly dpi: number;
  /** BCP 47 codes expected when a submission names none. */
  readonly languages: readonly string[];
  /** Bytes. */
  readonly maxBytes: number;
}

/** Reads a document's bytes into text and pages (P-20 to P-24); files found inside become documents of their own (P-21). */
export function createOcrStage({ reader, objects }: OcrDeps, settings: OcrSettings) {
  return defineStage({
    name: 'ocr',
    consumes: DocumentAccepted,
    reads: {},
    writes: { ocr: ocrResult },
    emits: DocumentOcrCompleted,
    fingerprint: settings,

    async run(_inputs, { event, signal, memo, progress }) {
      const bytes = await objects.get(event.content_uri, { signal, maxBytes: settings.maxBytes });
      const languages = event.options?.languages ?? settings.languages;
      const read = await reader.read({
        bytes,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        fileName: event.file_name,
        languages,
        signal,
        memo,
        progress,
        keep: async ({ fileName, bytes: content, contentType }) => {
          const stored = await objects.put(content, { signal, fileName });
          return {
            file_name: fileName,
            content_uri: stored.uri,
            sha256: stored.sha256,
            size: stored.size,
            ...(contentType === undefined ? {} : { content_type: contentType }),
          };
        },
      });
      return judgeReading(resultOf(read, { languages, provider: `local ${settings.engine}` }));
    },

    announce: ({ ocr }) => ({
      pages: ocr.metadata.pages.length,
      characters: ocr.text.length,
      detected_file_type: ocr.metadata.detected_file_type,
    }),

    submits: ({ ocr }, context) => childDocuments(ocr, context),
  });
}

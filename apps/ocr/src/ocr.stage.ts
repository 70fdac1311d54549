import { createHash } from 'node:crypto';
import { ocrResult } from '@tributary/cache-keys';
import { type Attachment, DocumentAccepted, DocumentOcrCompleted, type ProviderName } from '@tributary/contracts';
import type { ObjectStore } from '@tributary/object-store';
import type { FoundFile } from '@tributary/parsing';
import { defineStage } from '@tributary/stage-kit';
import { childDocuments } from './child-documents.js';
import { judgeReading } from './judge-reading.js';
import type { DocumentReader } from './read/document-reader.js';
import { resultOf, type TokenPrices } from './result-of.js';

export interface OcrDeps {
  readonly reader: DocumentReader;
  /** Of the endpoint; absent: its cost is not known. */
  readonly prices?: TokenPrices;
  readonly objects: ObjectStore;
}

/** What changes the text that comes out. */
export interface OcrSettings {
  /** Grows with every change of the readers that changes their text. */
  readonly revision: number;
  /** Who reads pixels where a submission does not say (P-22). */
  readonly provider: ProviderName;
  readonly engine: string;
  /** Model and prompt of the endpoint; absent where there is none. */
  readonly endpoint?: string;
  readonly dpi: number;
  /** BCP 47 codes expected when a submission names none. */
  readonly languages: readonly string[];
  /** Bytes. */
  readonly maxBytes: number;
}

/** Reads a document's bytes into text and pages (P-20 to P-24); files found inside become documents of their own (P-21). */
export function createOcrStage({ reader, objects, prices }: OcrDeps, settings: OcrSettings) {
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
      const provider = event.options?.ocr_provider ?? settings.provider;
      const read = await reader.read({
        bytes,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        fileName: event.file_name,
        languages,
        provider,
        signal,
        memo,
        progress,
        keep: (file) => keepFile(objects, file, signal),
      });
      return judgeReading(
        resultOf(read, {
          languages,
          provider: `${provider} ${provider === 'local' ? settings.engine : (settings.endpoint ?? '')}`,
          ...(prices === undefined ? {} : { prices }),
        }),
      );
    },

    announce: ({ ocr }) => ({
      pages: ocr.metadata.pages.length,
      characters: ocr.text.length,
      detected_file_type: ocr.metadata.detected_file_type,
    }),

    submits: ({ ocr }, context) => childDocuments(ocr, context),
  });
}

async function keepFile(objects: ObjectStore, { fileName, bytes, contentType }: FoundFile, signal: AbortSignal): Promise<Attachment> {
  const stored = await objects.put(bytes, { signal, fileName });
  const { uri: content_uri, sha256, size } = stored;
  return { file_name: fileName, content_uri, sha256, size, ...(contentType === undefined ? {} : { content_type: contentType }) };
}

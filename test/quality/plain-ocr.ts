import type { OcrResult } from '@tributary/contracts';

/** A text as a reader would hand it on that saw nothing but the text. */
export function plainOcr(text: string): OcrResult {
  return {
    text,
    metadata: {
      provider: 'given',
      detected_file_type: 'txt',
      pages: [],
      blocks: [],
      languages: [],
      properties: {},
      attachments: [],
      durations_ms: {},
      warnings: [],
    },
  };
}

import { openObjectStore } from '@tributary/object-store';
import { anyStage, handleStage, runService } from '@tributary/service-kit';
import { OcrConfig, ocrSettingsOf, readerSettingsOf } from './ocr.config.js';
import { createOcrStage } from './ocr.stage.js';
import { ChildrenReader } from './read/children-reader.js';

await runService({
  name: 'ocr',
  config: OcrConfig,
  start: (runtime, config) => {
    const reader = new ChildrenReader(readerSettingsOf(config));
    const stage = createOcrStage({ reader, objects: openObjectStore(config) }, ocrSettingsOf(config));
    return { handlings: [handleStage(runtime, config, anyStage(stage))], close: () => reader.close() };
  },
});

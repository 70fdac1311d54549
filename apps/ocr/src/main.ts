import { openObjectStore } from '@tributary/object-store';
import { anyStage, handleStage, runService } from '@tributary/service-kit';
import { engineOf, OcrConfig, ocrSettingsOf, openEndpoint, pricesOf, readerSettingsOf } from './ocr.config.js';
import { createOcrStage } from './ocr.stage.js';
import { ChildrenReader } from './read/children-reader.js';

await runService({
  name: 'ocr',
  config: OcrConfig,
  start: async (runtime, config) => {
    const engine = await engineOf(config);
    runtime.log.info('engine chosen', { engine: engine.name });
    const endpoint = openEndpoint(config);
    const prices = pricesOf(config);
    const reader = new ChildrenReader(readerSettingsOf(config, engine), endpoint);
    const deps = { reader, objects: openObjectStore(config), ...(prices === undefined ? {} : { prices }) };
    const stage = createOcrStage(deps, ocrSettingsOf(config, engine, endpoint));
    return { handlings: [handleStage(runtime, config, anyStage(stage))], close: () => reader.close() };
  },
});

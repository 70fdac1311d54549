import { anyStage, handleStage, runService } from '@tributary/service-kit';
import { EntityConfig } from './entity.config.js';
import { createEntityStage } from './entity.stage.js';
import { openExtractor } from './open-extractor.js';

await runService({
  name: 'entity',
  config: EntityConfig,
  start: async (runtime, config) => {
    const stage = createEntityStage({ extractor: await openExtractor(config), chunksAtOnce: config.chunksAtOnce });
    return { handlings: [handleStage(runtime, config, anyStage(stage))] };
  },
});

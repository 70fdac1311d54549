import { anyStage, handleStage, runService } from '@tributary/service-kit';
import { EntityConfig } from './entity.config.js';
import { createEntityStage } from './entity.stage.js';
import { createLocalExtractor } from './local-extractor.js';

await runService({
  name: 'entity',
  config: EntityConfig,
  start: (runtime, config) => {
    const stage = createEntityStage({ extractor: createLocalExtractor(), chunksAtOnce: config.chunksAtOnce });
    return { handlings: [handleStage(runtime, config, anyStage(stage))] };
  },
});

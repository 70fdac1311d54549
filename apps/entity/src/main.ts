import { createExtractionWishes } from '@tributary/database';
import { anyStage, handleStage, runService } from '@tributary/service-kit';
import { EntityConfig } from './entity.config.js';
import { createEntityStage } from './entity.stage.js';
import { createExtractors } from './extractors.js';

await runService({
  name: 'entity',
  config: EntityConfig,
  start: (runtime, config) => {
    const extractors = createExtractors(config);
    const stage = createEntityStage({ wishes: createExtractionWishes(runtime.db), extractors, chunksAtOnce: config.chunksAtOnce });
    return { handlings: [handleStage(runtime, config, anyStage(stage))] };
  },
});

import { anyStage, runService, subscribeStage } from '@tributary/service-kit';
import { EntityConfig } from './entity.config.js';
import { createEntityStage } from './entity.stage.js';
import { createLocalExtractor } from './local-extractor.js';

await runService({
  name: 'entity',
  config: EntityConfig,
  start: (runtime, config) => {
    const stage = createEntityStage({ extractor: createLocalExtractor(), chunksAtOnce: config.chunksAtOnce });
    return { subscriptions: [subscribeStage(runtime, config, anyStage(stage))] };
  },
});

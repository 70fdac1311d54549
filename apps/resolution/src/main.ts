import { PostgresEntityRegistry } from '@tributary/database';
import { registryRules } from '@tributary/entity-resolution';
import { anyStage, handleStage, runService } from '@tributary/service-kit';
import { ResolutionConfig } from './resolution.config.js';
import { createResolutionStage } from './resolution.stage.js';

await runService({
  name: 'resolution',
  config: ResolutionConfig,
  start: (runtime, config) => {
    const registry = new PostgresEntityRegistry(runtime.db, registryRules);
    const stage = createResolutionStage({ registry, clustering: { mergeAt: config.mergeAt } });
    return { handlings: [handleStage(runtime, config, anyStage(stage))] };
  },
});

import { anyStage, runService, subscribeStage } from '@tributary/service-kit';
import { chunkingOf, TextConfig } from './text.config.js';
import { createTextStage } from './text.stage.js';

await runService({
  name: 'text',
  config: TextConfig,
  start: (runtime, config) => ({ subscriptions: [subscribeStage(runtime, config, anyStage(createTextStage(chunkingOf(config))))] }),
});

import { anyStage, handleStage, runService } from '@tributary/service-kit';
import { chunkingOf, TextConfig } from './text.config.js';
import { createTextStage } from './text.stage.js';

await runService({
  name: 'text',
  config: TextConfig,
  start: (runtime, config) => ({ handlings: [handleStage(runtime, config, anyStage(createTextStage(chunkingOf(config))))] }),
});

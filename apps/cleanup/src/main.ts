import { runService } from '@tributary/service-kit';
import { CleanupConfig } from './cleanup.config.js';
import { cleanupWork } from './cleanup-work.js';

await runService({ name: 'cleanup', config: CleanupConfig, start: cleanupWork });

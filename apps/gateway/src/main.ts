import { runService } from '@tributary/service-kit';
import { GatewayConfig } from './gateway.config.js';
import { openGateway } from './open-gateway.js';

await runService({ name: 'gateway', config: GatewayConfig, start: openGateway });

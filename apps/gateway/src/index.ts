export { GatewayConfig } from './gateway.config.js';
export { openGateway } from './open-gateway.js';

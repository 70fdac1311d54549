import { ObjectStoreConfig } from '@tributary/object-store';
import { decimal, integer, list, size, text, variable } from '@tributary/service-kit/config';
import { type ApiKey, apiKeys } from './access/api-keys.js';

/** Variables of the gateway. */
export class GatewayConfig extends ObjectStoreConfig {
  @variable({
    name: 'HTTP_HOST',
    kind: text,
    default: '127.0.0.1',
    says: 'Address of the HTTP API; other than loopback only with API keys',
  })
  override httpHost!: string;

  @variable({ name: 'DATABASE_POOL_SIZE', kind: integer(1, 100), default: '10', says: 'Connections to Postgres per process' })
  override databasePoolSize!: number;

  @variable({
    name: 'TRIBUTARY_API_KEYS',
    kind: apiKeys,
    default: '',
    says: 'Keys of the HTTP API as name:secret:scopes:projects, scopes and projects joined by +; none: everybody on this machine may do everything',
  })
  apiKeys!: readonly ApiKey[];

  @variable({ name: 'INTAKE_PROJECTS', kind: list, default: '', says: 'Projects that the public stream may submit to; empty means all' })
  intakeProjects!: readonly string[];

  @variable({
    name: 'INTAKE_MAX_MEMORY',
    kind: decimal(0.1, 1),
    default: '0.8',
    says: 'Share of its memory that Redis may use before no further documents are taken in',
  })
  intakeMaxMemory!: number;

  @variable({
    name: 'INTAKE_BULK_AFTER',
    kind: integer(1, 1_000_000),
    default: '100',
    says: 'Documents of a project under way, or of a batch, beyond which further ones that ask for no priority go to the bulk lane',
  })
  intakeBulkAfter!: number;

  @variable({ name: 'UPLOAD_MAX_FILES', kind: integer(1, 10_000), default: '100', says: 'Files in one upload' })
  uploadMaxFiles!: number;

  @variable({ name: 'PAGE_IMAGE_CACHE', kind: size, default: '64MB', says: 'Memory for images of pages that were looked at last' })
  pageImageCacheBytes!: number;

  @variable({ name: 'SSE_MAX_CLIENTS', kind: integer(1, 100_000), default: '500', says: 'Open streams of live events' })
  sseMaxClients!: number;
}

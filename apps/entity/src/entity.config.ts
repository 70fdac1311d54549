import { integer, ServiceConfig, variable } from '@tributary/service-kit';

/** Variables of the entity service. */
export class EntityConfig extends ServiceConfig {
  @variable({ name: 'ENTITY_CHUNKS_AT_ONCE', kind: integer(1, 64), default: '8', says: 'Chunks of one document extracted at once' })
  chunksAtOnce!: number;
}

import { decimal, ServiceConfig, variable } from '@tributary/service-kit';

/** Variables of the resolution service. */
export class ResolutionConfig extends ServiceConfig {
  @variable({
    name: 'RESOLUTION_MERGE_AT',
    kind: decimal(0, 1),
    default: '0.78',
    says: 'Names that agree at this score or better are one thing',
  })
  mergeAt!: number;
}

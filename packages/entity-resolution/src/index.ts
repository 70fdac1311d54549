export {
  type ClusteringInput,
  type ClusteringSettings,
  clusteringVersion,
  clusterMentions,
  type DocumentClusters,
  defaultClustering,
} from './document/cluster-mentions.js';
export { nameBlocks } from './names/block-names.js';
export { compareNames } from './names/compare-names.js';
export type { NameComparison } from './names/name-comparison.js';
export { isValueType, type ParsedName, parseName } from './names/name-key.js';
export { clusterRecords } from './records/cluster-records.js';
export type { PersonRecord } from './records/person-record.js';
export { scoreRecords } from './records/score-records.js';
export { blockingKeys } from './registry/blocking-keys.js';
export { betterSpelling, chooseName } from './registry/choose-name.js';
export { deriveClusters } from './registry/derive-clusters.js';
export { linkDrafts } from './registry/link-drafts.js';
export { registryRules } from './registry/registry-rules.js';
export { positiveAt, scorePair, unsureAt } from './registry/score-pair.js';
export { variantsOf } from './registry/variants-of.js';

export {
  type ClusteringInput,
  type ClusteringSettings,
  clusterMentions,
  type DocumentClusters,
  defaultClustering,
} from './document/cluster-mentions.js';
export { nameBlocks } from './names/block-names.js';
export { compareNames } from './names/compare-names.js';
export type { NameComparison } from './names/name-comparison.js';
export { isValueType, type ParsedName, parseName } from './names/name-key.js';

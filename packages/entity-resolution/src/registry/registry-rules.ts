import type { RegistryRules } from '@tributary/contracts';
import { blockingKeys } from './blocking-keys.js';
import { betterSpelling, chooseName } from './choose-name.js';
import { deriveClusters } from './derive-clusters.js';
import { scorePair } from './score-pair.js';
import { variantsOf } from './variants-of.js';

/** Everything a registry asks to be decided. */
export const registryRules: RegistryRules = { variantsOf, blockingKeys, scorePair, deriveClusters, chooseName, betterSpelling };

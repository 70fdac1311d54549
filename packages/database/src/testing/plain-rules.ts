import type { RegistryRules } from '@tributary/contracts';

/** The plainest rules a registry can have: equal names are equal things, nothing else is. */
export const plainRules: RegistryRules = {
  variantsOf: ({ type, name }) => [{ type, key: name.toLowerCase(), name }],
  blockingKeys: ({ type, key }) => ({ stored: [`${type} ${key}`], probed: [] }),
  scorePair: () => undefined,
  deriveClusters: (variants) => variants.map((variant) => [variant.variant_id]),
  chooseName: (variants) => variants[0]?.name ?? '',
  betterSpelling: (_type, a, b) => (a <= b ? a : b),
};

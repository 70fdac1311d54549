import { defaultSchema, type ExtractionSchema, type RelationDefinition } from './entity-types.js';
import { type ProviderName, providerNames, type SubmissionOptions } from './events/submission.js';

/** What is to be found in a document and by whom: its project says the schema, its submitter or its project the provider (P-41, P-42). */
export interface ExtractionWish {
  /** Absent: the one the service is configured with. */
  readonly provider?: ProviderName;
  readonly schema: ExtractionSchema;
}

/** A project's wish about extraction as its settings hold it, under `extraction`. Types that stand there alone are meant by name. */
export interface ExtractionSettings {
  readonly provider?: ProviderName;
  readonly entity_types?: readonly (string | { readonly type: string; readonly description?: string })[];
  readonly relation_types?: readonly (
    | string
    | { readonly type: string; readonly from?: readonly string[]; readonly to?: readonly string[]; readonly says?: string }
  )[];
}

/** The wish for one document. Settings must be free of mistakes. */
export function extractionWish(
  settings: ExtractionSettings = {},
  { entity_provider }: Pick<SubmissionOptions, 'entity_provider'> = {},
): ExtractionWish {
  const provider = entity_provider ?? settings.provider;
  return { ...(provider === undefined ? {} : { provider }), schema: schemaOf(settings) };
}

function schemaOf({ entity_types, relation_types }: ExtractionSettings): ExtractionSchema {
  const entities = entity_types?.map((given) => (typeof given === 'string' ? { type: given } : given)) ?? defaultSchema.entity_types;
  const known = new Set(entities.map(({ type }) => type));
  const relations = relation_types?.map(definitionOf) ?? defaultSchema.relation_types;
  const within = relations.map((relation) => ({
    ...relation,
    from: relation.from.filter((type) => known.has(type)),
    to: relation.to.filter((type) => known.has(type)),
  }));
  // A relation whose ends nobody looks for cannot be found.
  return { entity_types: entities, relation_types: within.filter(({ from, to }) => from.length > 0 && to.length > 0) };
}

function definitionOf(given: NonNullable<ExtractionSettings['relation_types']>[number]): RelationDefinition {
  const { type, ...own } = typeof given === 'string' ? { type: given } : given;
  const preset: RelationDefinition | undefined = defaultSchema.relation_types.find((relation) => relation.type === type);
  return { type, from: preset?.from ?? [], to: preset?.to ?? [], says: preset?.says ?? type.toLowerCase().replaceAll('_', ' '), ...own };
}

const typeName = /^[A-Z][A-Z0-9_]{1,39}$/;
const mostTypes = 60;
const longestDescription = 500;

/** What is wrong with settings for extraction, position by position; nothing when they can be used. */
export function extractionMistakes(settings: unknown): readonly { readonly position: string; readonly rule: string }[] {
  if (!isRecord(settings)) return [{ position: 'extraction', rule: 'extraction must be an object' }];
  const unknown = Object.keys(settings).filter((key) => !['provider', 'entity_types', 'relation_types'].includes(key));
  const { provider, entity_types = [], relation_types = [] } = settings;
  const known = new Set<string>([...defaultSchema.entity_types.map(({ type }) => type), ...namesOf(entity_types)]);
  return [
    ...unknown.map((key) => mistake(key, 'is not known')),
    ...(provider === undefined || providerNames.some((name) => name === provider)
      ? []
      : [mistake('provider', `must be one of ${providerNames.join(', ')}`)]),
    ...listMistakes('entity_types', entity_types, () => []),
    ...listMistakes('relation_types', relation_types, (type, own) => endMistakes(type, own, known)),
  ];
}

function listMistakes(name: string, list: unknown, more: (type: string, own: Record<string, unknown>) => readonly string[]) {
  if (!Array.isArray(list) || list.length > mostTypes) return [mistake(name, `must be a list of at most ${mostTypes} types`)];
  return list.flatMap((given: unknown, index) => {
    const own = typeof given === 'string' ? { type: given } : given;
    const position = `${name}.${index}`;
    if (!isRecord(own) || typeof own['type'] !== 'string' || !typeName.test(own['type']))
      return [mistake(position, 'must be a name in UPPER_SNAKE, or an object with such a type')];
    const texts = ['description', 'says']
      .filter((key) => key in own && !isShortText(own[key]))
      .map((key) => `${key} must be a text of at most ${longestDescription} characters`);
    return [...texts, ...more(own['type'], own)].map((rule) => mistake(position, rule));
  });
}

/** A relation of the project's own says between what it stands. */
function endMistakes(type: string, own: Record<string, unknown>, known: ReadonlySet<string>): string[] {
  const isPreset = defaultSchema.relation_types.some((relation) => relation.type === type);
  return ['from', 'to'].flatMap((end) => {
    const types = own[end];
    if (types === undefined) return isPreset ? [] : [`${end} must name the types it may have`];
    const isKnown = Array.isArray(types) && types.length > 0 && types.every((one) => typeof one === 'string' && known.has(one));
    return isKnown ? [] : [`${end} must be a list of entity types of the schema`];
  });
}

function namesOf(list: unknown): string[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((given: unknown) =>
    typeof given === 'string' ? [given] : isRecord(given) && typeof given['type'] === 'string' ? [given['type']] : [],
  );
}

function mistake(position: string, rule: string) {
  return { position: `extraction.${position}`, rule: `extraction.${position} ${rule}` };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function isShortText(value: unknown): boolean {
  return typeof value === 'string' && value.length <= longestDescription;
}

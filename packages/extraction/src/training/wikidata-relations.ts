/** Wikidata properties of Re-DocRED in the project's vocabulary; a leading `-` turns the direction round. */
export const wikidataRelations: Readonly<Record<string, string>> = {
  P108: 'EMPLOYED_BY',
  P54: 'EMPLOYED_BY',
  P241: 'EMPLOYED_BY',
  P488: '-HAS_ROLE_AT',
  P39: 'HAS_ROLE_AT',
  P127: '-OWNS',
  P749: 'SUBSIDIARY_OF',
  P355: '-SUBSIDIARY_OF',
  P112: '-FOUNDED',
  P463: 'MEMBER_OF',
  P102: 'MEMBER_OF',
  P131: 'LOCATED_IN',
  P17: 'LOCATED_IN',
  P150: '-LOCATED_IN',
  P159: 'LOCATED_IN',
  P276: 'LOCATED_IN',
  P551: 'LOCATED_IN',
  P30: 'LOCATED_IN',
  P706: 'LOCATED_IN',
  P740: 'LOCATED_IN',
  P22: 'FAMILY_OF',
  P25: 'FAMILY_OF',
  P26: 'FAMILY_OF',
  P40: 'FAMILY_OF',
  P3373: 'FAMILY_OF',
  P569: 'BORN_ON',
  P19: 'BORN_IN',
  P570: 'DIED_ON',
  P27: 'CITIZEN_OF',
  P571: 'DATED',
};

/** The relations that can be scored against Wikidata properties. */
export const coveredRelations: ReadonlySet<string> = new Set(Object.values(wikidataRelations).map((name) => name.replace('-', '')));

const types: Readonly<Record<string, string>> = { PERSON: 'PERSON', ORG: 'ORGANIZATION', LOC: 'LOCATION', DATE: 'DATE' };

export interface RelationDocument {
  readonly id: string;
  readonly text: string;
  readonly sents: readonly (readonly [number, number])[];
  readonly entities: readonly {
    readonly id: string;
    readonly type: string;
    readonly mentions: readonly { readonly start: number; readonly end: number }[];
  }[];
  readonly relations: readonly {
    readonly head: string;
    readonly tail: string;
    readonly type: string;
    readonly evidence?: readonly number[];
  }[];
}

export interface GoldMention {
  readonly entity: string;
  readonly text: string;
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
}

/** Mentions of the gold entities in the pipeline's types, ascending, the first of overlapping ones. */
export function goldMentions(document: RelationDocument): GoldMention[] {
  return document.entities
    .flatMap(({ id, type, mentions }) =>
      mentions.map(({ start, end }) => ({
        entity: id,
        text: document.text.slice(start, end),
        type: types[type] ?? 'OTHER',
        start,
        end,
        confidence: 1,
      })),
    )
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter((mention, index, all) => index === 0 || (all[index - 1]?.end ?? 0) <= mention.start);
}

/** Gold relations the vocabulary covers, keyed `subject|type|object`, with the sentences that say so (none: not known). */
export function goldRelations(document: RelationDocument): Map<string, readonly number[]> {
  const typeOf = new Map(document.entities.map(({ id, type }) => [id, types[type]]));
  const gold = new Map<string, readonly number[]>();
  for (const { head, tail, type, evidence = [] } of document.relations) {
    const named = wikidataRelations[type];
    if (named === undefined || typeOf.get(head) === undefined || typeOf.get(tail) === undefined) continue;
    const [subject, object] = named.startsWith('-') ? [tail, head] : [head, tail];
    const predicate = named.replace('-', '');
    const isDate = /_ON$|^DATED$/.test(predicate);
    if ((typeOf.get(object) === 'DATE') !== isDate || typeOf.get(subject) === 'DATE') continue;
    gold.set(relationKey(subject, predicate, object), evidence);
  }
  return gold;
}

/** Being relatives has no direction. */
export function relationKey(subject: string, predicate: string, object: string): string {
  return predicate === 'FAMILY_OF' && subject > object ? `${object}|${predicate}|${subject}` : `${subject}|${predicate}|${object}`;
}

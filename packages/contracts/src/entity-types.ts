/** Types of mentions by default (P-41); a project's schema may add its own. */
export const entityTypes = ['PERSON', 'ORGANIZATION', 'LOCATION', 'DATE', 'MONEY', 'EMAIL', 'PHONE', 'URL', 'LAW', 'IDENTIFIER'] as const;
export type DefaultEntityType = (typeof entityTypes)[number];
/** A default type or one of the project's own, in UPPER_SNAKE. */
export type EntityType = DefaultEntityType | (string & {});

/** The fixed vocabulary of relations, each in its canonical direction (subject → object). */
export const relationTypes = [
  { type: 'EMPLOYED_BY', from: ['PERSON'], to: ['ORGANIZATION'], says: 'works or worked for' },
  { type: 'HAS_ROLE_AT', from: ['PERSON'], to: ['ORGANIZATION'], says: 'holds an office or title at' },
  { type: 'OWNS', from: ['PERSON', 'ORGANIZATION'], to: ['ORGANIZATION'], says: 'owns wholly or in part' },
  { type: 'SUBSIDIARY_OF', from: ['ORGANIZATION'], to: ['ORGANIZATION'], says: 'is controlled by' },
  { type: 'FOUNDED', from: ['PERSON', 'ORGANIZATION'], to: ['ORGANIZATION'], says: 'founded' },
  { type: 'MEMBER_OF', from: ['PERSON', 'ORGANIZATION'], to: ['ORGANIZATION'], says: 'is a member of' },
  { type: 'PARTY_TO_CONTRACT_WITH', from: ['PERSON', 'ORGANIZATION'], to: ['PERSON', 'ORGANIZATION'], says: 'signed a contract with' },
  { type: 'AGREED_ON', from: ['PERSON', 'ORGANIZATION'], to: ['DATE'], says: 'made, or is bound by, an agreement of that date' },
  { type: 'SUBJECT_TO_LAW_OF', from: ['PERSON', 'ORGANIZATION'], to: ['LOCATION'], says: 'has agreed to the law of' },
  { type: 'LITIGATES_AGAINST', from: ['PERSON', 'ORGANIZATION'], to: ['PERSON', 'ORGANIZATION'], says: 'is plaintiff against' },
  { type: 'REPRESENTED_BY', from: ['PERSON', 'ORGANIZATION'], to: ['PERSON', 'ORGANIZATION'], says: 'is represented by counsel' },
  { type: 'PARTY_TO_CASE', from: ['PERSON', 'ORGANIZATION'], to: ['IDENTIFIER'], says: 'is a party to the case numbered' },
  { type: 'PAID', from: ['PERSON', 'ORGANIZATION'], to: ['PERSON', 'ORGANIZATION'], says: 'paid money to' },
  { type: 'PAYMENT_AMOUNT', from: ['PERSON', 'ORGANIZATION'], to: ['MONEY'], says: 'paid or owes the amount' },
  { type: 'LOCATED_IN', from: ['PERSON', 'ORGANIZATION', 'LOCATION'], to: ['LOCATION'], says: 'is in, is based in or lives in' },
  { type: 'FAMILY_OF', from: ['PERSON'], to: ['PERSON'], says: 'is a relative of' },
  { type: 'BORN_ON', from: ['PERSON'], to: ['DATE'], says: 'was born on' },
  { type: 'BORN_IN', from: ['PERSON'], to: ['LOCATION'], says: 'was born in' },
  { type: 'DIED_ON', from: ['PERSON'], to: ['DATE'], says: 'died on' },
  { type: 'CITIZEN_OF', from: ['PERSON'], to: ['LOCATION'], says: 'is a citizen of' },
  { type: 'DATED', from: ['ORGANIZATION', 'IDENTIFIER'], to: ['DATE'], says: 'was founded, signed or decided on' },
  { type: 'HAS_CONTACT', from: ['PERSON', 'ORGANIZATION'], to: ['EMAIL', 'PHONE', 'URL'], says: 'is reached at' },
  { type: 'CORRESPONDED_WITH', from: ['PERSON', 'ORGANIZATION'], to: ['PERSON', 'ORGANIZATION'], says: 'wrote to' },
  { type: 'IDENTIFIED_BY', from: ['PERSON', 'ORGANIZATION'], to: ['IDENTIFIER'], says: 'carries the number' },
  { type: 'CITES', from: ['PERSON', 'ORGANIZATION', 'IDENTIFIER'], to: ['LAW'], says: 'relies on the law or case' },
] as const satisfies readonly RelationDefinition[];

export interface RelationDefinition {
  readonly type: string;
  readonly from: readonly EntityType[];
  readonly to: readonly EntityType[];
  readonly says: string;
}
/** A default relation type or one of the project's own, in UPPER_SNAKE. */
export type RelationType = (typeof relationTypes)[number]['type'] | (string & {});

/** What a project wants found (P-41): configuration, not code. */
export interface ExtractionSchema {
  readonly entity_types: readonly { readonly type: EntityType; readonly description?: string }[];
  readonly relation_types: readonly RelationDefinition[];
}

export const defaultSchema: ExtractionSchema = {
  entity_types: entityTypes.map((type) => ({ type })),
  relation_types: relationTypes,
};

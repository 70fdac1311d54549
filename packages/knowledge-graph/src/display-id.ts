/** An entity as far as its display id needs it. */
export interface Named {
  readonly uuid: string;
  readonly label: string;
  readonly name: string;
}

/** `John Smith`, or `John Smith ~1a2b3c4d` when another entity of the same label has that name. */
export function displayId({ name, uuid }: Pick<Named, 'name' | 'uuid'>, hasHomonym: boolean): string {
  return hasHomonym ? `${name} ~${uuid.slice(0, 8)}` : name;
}

/** Display ids of all entities of a project, by uuid: unique within a label. */
export function displayIds(entities: readonly Named[]): Map<string, string> {
  const byName = Map.groupBy(entities, ({ label, name }) => `${label}\u001f${name}`);
  return new Map(
    entities.map((entity) => [entity.uuid, displayId(entity, (byName.get(`${entity.label}\u001f${entity.name}`)?.length ?? 0) > 1)]),
  );
}

/** A flat reply of names and values by name. */
export function fieldsOf(reply: readonly unknown[]): ReadonlyMap<string, unknown> {
  const fields = new Map<string, unknown>();
  for (let index = 0; index + 1 < reply.length; index += 2) fields.set(String(reply[index]), reply[index + 1]);
  return fields;
}

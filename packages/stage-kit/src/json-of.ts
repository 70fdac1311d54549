const known = new WeakMap<object, string>();

/** A value as JSON. Of an object it is made once: the record and the cache store the same text of an output, which nobody changes after its run. */
export function jsonOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const before = known.get(value);
  if (before !== undefined) return before;
  const json = JSON.stringify(value);
  known.set(value, json);
  return json;
}

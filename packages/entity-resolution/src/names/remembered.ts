/** Texts kept before a memory starts anew: bounds it at some MB whatever passes through. */
const capacity = 20_000;

/** The same function, which answers what it was asked before from memory. For functions of a text alone whose results nobody changes. */
export function remembered<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    if (known.size >= capacity) known.clear();
    const result = read(text);
    known.set(text, result);
    return result;
  };
}

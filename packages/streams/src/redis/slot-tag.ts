/** What Redis Cluster hashes of a key: the text in its first braces, or all of it. Keys with equal tags may share a script. */
export function slotTag(key: string): string {
  const open = key.indexOf('{');
  const close = key.indexOf('}', open + 1);
  return open >= 0 && close > open + 1 ? key.slice(open + 1, close) : key;
}

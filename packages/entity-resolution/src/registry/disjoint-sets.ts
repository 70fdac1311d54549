/** Sets that only grow together; the least id stands for a set, so that the order of joining leaves no trace. */
export class DisjointSets {
  readonly #owner = new Map<string, string>();
  readonly #members = new Map<string, string[]>();

  add(id: string): void {
    this.#owner.set(id, id);
    this.#members.set(id, [id]);
  }

  rootOf(id: string): string {
    let root = id;
    for (let next = this.#owner.get(root); next !== undefined && next !== root; next = this.#owner.get(root)) root = next;
    return root;
  }

  with(id: string): readonly string[] {
    return this.#members.get(this.rootOf(id)) ?? [];
  }

  join(x: string, y: string): void {
    const [a, b] = [this.rootOf(x), this.rootOf(y)];
    if (a === b) return;
    const [into, from] = a < b ? [a, b] : [b, a];
    this.#owner.set(from, into);
    this.#members.set(into, [...(this.#members.get(into) ?? []), ...(this.#members.get(from) ?? [])]);
    this.#members.delete(from);
  }

  all(): readonly (readonly string[])[] {
    return [...this.#members.values()];
  }
}

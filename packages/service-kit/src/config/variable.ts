/** What a variable may hold, and how its text becomes a value. */
export interface VariableKind<T> {
  /** For people: what is allowed. */
  readonly allowed: string;
  /** Throws or returns `undefined` when the text is not allowed. */
  parse(text: string): T | undefined;
}

export interface VariableSpec<T = unknown> {
  readonly name: string;
  readonly kind: VariableKind<T>;
  /** As it would stand in the environment; a variable without a default must be set, unless it is `optional`. */
  readonly default?: string;
  readonly optional?: boolean;
  /** One sentence for the table of variables. */
  readonly says: string;
}

/** Any class whose fields were declared with `@variable`. */
export type ConfigClass<C extends object> = new () => C;

const specs = new WeakMap<object, Map<string, VariableSpec>>();

/** Declares a field of a configuration class as an environment variable. Subclasses inherit the fields of their parents. */
export function variable(spec: VariableSpec): PropertyDecorator {
  return (target, property) => {
    const own = specs.get(target) ?? new Map<string, VariableSpec>();
    own.set(String(property), spec);
    specs.set(target, own);
  };
}

/** Every variable of a class, by field, parents first. */
export function variablesOf(config: ConfigClass<object>): ReadonlyMap<string, VariableSpec> {
  const chain: object[] = [];
  for (let target = config.prototype as object | null; target !== null; target = Object.getPrototypeOf(target) as object | null)
    chain.unshift(target);
  return new Map(chain.flatMap((target) => [...(specs.get(target) ?? [])]));
}

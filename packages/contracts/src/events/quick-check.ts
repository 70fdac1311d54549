import { getMetadataStorage, ValidationTypes } from 'class-validator';
import type { EventClass } from './registry.js';

type Metadata = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];
type Check = (value: unknown, object: object) => boolean;

/** The checks of one property: all must hold, unless a condition says that it is left out. */
interface PropertyChecks {
  readonly name: string;
  readonly applies: Check[];
  readonly holds: Check[];
}

const compiled = new WeakMap<EventClass, readonly PropertyChecks[]>();

/**
 * The event of a payload that certainly fulfils its contract, or `undefined` for one that has to be looked at in full. Runs the same constraints as
 * the full validation, without building what is needed to report a violation: most payloads have none, and every stage checks every event.
 */
export function quickCheck<E extends object>(contract: EventClass<E>, json: object): E | undefined {
  const event = new contract() as E & Record<string, unknown>;
  for (const [key, value] of Object.entries(json)) {
    // Names that would change what the object is.
    if (key === '__proto__' || key === 'constructor') return undefined;
    (event as Record<string, unknown>)[key] = value;
  }
  for (const { name, applies, holds } of checksOf(contract)) {
    const value = event[name];
    if (applies.every((check) => check(value, event)) && !holds.every((check) => check(value, event))) return undefined;
  }
  return event;
}

function checksOf(contract: EventClass): readonly PropertyChecks[] {
  const known = compiled.get(contract);
  if (known !== undefined) return known;
  const storage = getMetadataStorage();
  const all = storage.getTargetValidationMetadatas(contract, '', false, false);
  const checks = [...Map.groupBy(all, (metadata) => metadata.propertyName)].map(([name, metadatas]) => ({
    name,
    applies: metadatas.filter(isCondition).map(conditionOf),
    holds: metadatas.filter((metadata) => !isCondition(metadata)).flatMap(constraintsOf),
  }));
  compiled.set(contract, checks);
  return checks;
}

function isCondition({ type }: Metadata): boolean {
  return type === ValidationTypes.CONDITIONAL_VALIDATION;
}

function conditionOf({ constraints }: Metadata): Check {
  const condition = constraints[0] as (object: object, value: unknown) => boolean;
  return (value, object) => condition(object, value);
}

function constraintsOf(metadata: Metadata): Check[] {
  // Nested objects have to become instances first: that is the full validation's business.
  if (metadata.type !== ValidationTypes.CUSTOM_VALIDATION) return [(value) => value === undefined];
  const { propertyName: property, constraints, each } = metadata;
  return getMetadataStorage()
    .getTargetValidatorConstraints(metadata.constraintCls)
    .map(({ instance }) => {
      const one: Check = (value, object) => instance.validate(value, { value, object, property, constraints, targetName: '' }) === true;
      return each ? (value, object) => Array.isArray(value) && value.every((member) => one(member, object)) : one;
    });
}

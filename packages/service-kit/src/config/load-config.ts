import { type ConfigClass, type VariableSpec, variablesOf } from './variable.js';

/** Every mistake in the environment at once: which variable, what is allowed, what was given. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly mistakes: readonly string[]) {
    super(`wrong configuration:\n${mistakes.map((mistake) => `  ${mistake}`).join('\n')}`);
  }
}

/** Secrets never appear in messages. */
const secret = /PASSWORD|SECRET|TOKEN|API_KEY/;

/** Parses the environment into a configuration class, once, at start. Throws `ConfigError` with all mistakes together. */
export function loadConfig<C extends object>(config: ConfigClass<C>, environment: Readonly<Record<string, string | undefined>>): C {
  const values = new config();
  const mistakes: string[] = [];
  for (const [field, spec] of variablesOf(config)) {
    const given = environment[spec.name];
    const text = given === undefined || given === '' ? spec.default : given;
    if (text === undefined) {
      if (!spec.optional) mistakes.push(`${spec.name} is not set; allowed: ${spec.kind.allowed} (${spec.says})`);
      continue;
    }
    const value = spec.kind.parse(text);
    if (value === undefined) mistakes.push(`${spec.name} is ${shown(spec, text)}; allowed: ${spec.kind.allowed}`);
    else (values as Record<string, unknown>)[field] = value;
  }
  if (mistakes.length > 0) throw new ConfigError(mistakes);
  return values;
}

function shown(spec: VariableSpec, text: string): string {
  return secret.test(spec.name) ? '(a secret, not shown)' : JSON.stringify(text.replace(/\/\/[^/@]*@/, '//***@'));
}

/** The process's own environment: the only place that reads it. */
export function processEnvironment(): Readonly<Record<string, string | undefined>> {
  return process.env;
}

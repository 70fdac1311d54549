import { ValidationPipe } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { type ValidationError, type ValidatorOptions, validateSync } from 'class-validator';
import { Problem } from './problem.js';

/** Unknown fields are refused, so that a typo is not a silent default. */
const rules: ValidatorOptions = { whitelist: true, forbidNonWhitelisted: true };

/** Checks bodies and queries against their classes. */
export function createValidationPipe(): ValidationPipe {
  return new ValidationPipe({ ...rules, transform: true, exceptionFactory: problemOf });
}

/** The same for a body that did not come as JSON, or whose kind is known late. */
export function parseBody<T extends object>(type: new () => T, body: unknown): T {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) {
    throw new Problem(400, 'invalid_request', 'send a JSON object with content-type application/json');
  }
  const value = plainToInstance(type, body);
  const errors = validateSync(value, rules);
  if (errors.length > 0) throw problemOf(errors);
  return value;
}

/** A field of a form that holds JSON, decoded; nothing when it is not there. */
export function parseJsonField(fields: Readonly<Record<string, string>>, name: string): Record<string, unknown> {
  const text = fields[name];
  if (text === undefined) return {};
  try {
    return { [name]: JSON.parse(text) as unknown };
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new Problem(400, 'invalid_request', `${name} is no JSON`, [{ position: name, rule: error.message }]);
    throw error;
  }
}

function problemOf(errors: readonly ValidationError[]): Problem {
  const violations = errors.flatMap((error) => violationsOf(error, ''));
  return new Problem(400, 'invalid_request', violations.map(({ rule }) => rule).join('; '), violations);
}

function violationsOf(error: ValidationError, parent: string): { readonly position: string; readonly rule: string }[] {
  const position = parent === '' ? error.property : `${parent}.${error.property}`;
  const own = Object.values(error.constraints ?? {}).map((rule) => ({ position, rule }));
  return [...own, ...(error.children ?? []).flatMap((child) => violationsOf(child, position))];
}

import { STATUS_CODES } from 'node:http';
import type { Problem as ProblemView } from '@tributary/contracts';

/** An answer other than the one hoped for (RFC 9457). `code` is stable; `detail` is for people and says what to do. */
export class Problem extends Error {
  override readonly name = 'Problem';
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly errors?: ProblemView['errors'],
    /** Headers that go with it, such as Retry-After. */
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
  }

  toView(instance: string): ProblemView {
    return {
      type: `urn:tributary:problem:${this.code}`,
      title: STATUS_CODES[this.status] ?? 'Error',
      status: this.status,
      detail: this.detail,
      instance,
      code: this.code,
      ...(this.errors === undefined ? {} : { errors: this.errors }),
    };
  }
}

export function notFound(what: string): Problem {
  return new Problem(404, 'not_found', `there is no ${what}`);
}

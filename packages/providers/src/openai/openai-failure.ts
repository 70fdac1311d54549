import { RetryableError, TerminalError } from '@tributary/stage-kit';
import type { APIError } from 'openai';

/** What an error of the endpoint means for the document (P-70); `tooLarge` says what is, and what to do. Messages never hold the text or the key. */
export function openAiFailure(error: APIError, model: string, tooLarge: string): RetryableError | TerminalError {
  const { status, code } = error;
  const cause = error;
  if (code === 'content_filter' || code === 'content_policy_violation') {
    return new TerminalError('content_refused', 'the endpoint refuses: its content filter objects', { cause });
  }
  if (status === 413 || code === 'context_length_exceeded') {
    return new TerminalError('too_large', `${model}: ${tooLarge}`, { cause });
  }
  if (status === 429) {
    const retryAfterMs = retryAfterOf(error.headers);
    const message =
      code === 'insufficient_quota' ? 'the account has no quota left at the endpoint' : 'the endpoint asks for fewer requests';
    return new RetryableError('rate_limited', message, retryAfterMs === undefined ? { cause } : { cause, retryAfterMs });
  }
  return new RetryableError('provider_unavailable', unavailable(error, model), { cause, uncharged: false });
}

function unavailable({ status, code, message }: APIError, model: string): string {
  if (status === undefined) return `the endpoint cannot be reached: ${message}`;
  if (status === 401 || status === 403) {
    return `the endpoint answered ${status}: set OPENAI_API_KEY to a key that may use ${model}, and OPENAI_BASE_URL to where it is valid`;
  }
  if (status === 404) return `the endpoint answered 404: set OPENAI_MODEL to a model it has (now ${model}), and OPENAI_BASE_URL to its /v1`;
  return `the endpoint answered ${status}${code ? ` (${code})` : ''}`;
}

/** In milliseconds. `Retry-After` holds seconds or a date (RFC 9110, 10.2.3). */
function retryAfterOf(headers: Headers | undefined): number | undefined {
  const value = headers?.get('retry-after')?.trim() ?? '';
  const ms = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, Math.round(ms)) : undefined;
}

/** An endpoint that does not know `json_schema` says so about `response_format`, in the parameter it names or in its message. */
export function refusesJsonSchema({ status, param, message }: APIError): boolean {
  return (
    (status === 400 || status === 422) && (param?.startsWith('response_format') === true || /json_schema|response_format/.test(message))
  );
}

/**
 * Why something failed, as stable codes (P-70). A code decides alone whether trying again can help:
 * terminal codes end the document, retryable ones go back in the queue within the stage's budget.
 */
export const terminalCodes = [
  'unsupported_type',
  'encrypted',
  'corrupt',
  'too_large',
  'too_many_pages',
  'too_many_pixels',
  'decompression_ratio',
  'nesting_too_deep',
  'page_timeout',
  'document_timeout',
  'source_not_found',
  'source_forbidden',
  'invalid_event',
  'content_refused',
  'provider_missing',
  'gate_failed',
  'crash_loop',
  'attempts_exhausted',
  'bug',
] as const;

export const retryableCodes = [
  'timeout',
  'network',
  'rate_limited',
  'provider_unavailable',
  'database_unavailable',
  'redis_unavailable',
  'neo4j_unavailable',
  'object_store_unavailable',
  'lock_held',
  'input_missing',
] as const;

export type TerminalCode = (typeof terminalCodes)[number];
export type RetryableCode = (typeof retryableCodes)[number];
export type FailureCode = TerminalCode | RetryableCode;

export const failureCodes: readonly FailureCode[] = [...terminalCodes, ...retryableCodes];

/** Why an event was refused at the door or by a consumer (P-72). */
export const rejectionCodes = [
  'too_large',
  'not_utf8',
  'not_json',
  'too_deep',
  'bad_envelope',
  'unknown_type',
  'unsupported_version',
  'bad_payload',
  'project_forbidden',
  'document_unknown',
  'no_handler',
  'crash_loop',
] as const;
export type RejectionCode = (typeof rejectionCodes)[number];

import { RetryableError } from '@tributary/stage-kit';

/** What a model says it found. Nothing in it has been compared with the text. */
export interface Answer {
  readonly mentions: readonly { readonly text: string; readonly type: string; readonly confidence: number }[];
  /** `subject` and `object` are meant as indices into `mentions`. */
  readonly relations: readonly {
    readonly subject: number;
    readonly predicate: string;
    readonly object: number;
    readonly evidence: string;
    readonly confidence: number;
  }[];
}

const mentionFields = { text: 'string', type: 'string', confidence: 'number' } as const;
const relationFields = { subject: 'number', predicate: 'string', object: 'number', evidence: 'string', confidence: 'number' } as const;

/** Reads the content of a completion. Throws `provider_unavailable` when it is not the JSON that was asked for: asking again may give it. */
export function parseAnswer(content: string, finishReason: string): Answer {
  const answer = parseJson(content, finishReason);
  const { mentions, relations = [] } = isRecord(answer) ? answer : {};
  if (!isListOf(mentions, mentionFields) || !isListOf(relations, relationFields)) {
    throw new RetryableError('provider_unavailable', 'the model answered JSON that does not satisfy the schema it was given');
  }
  return { mentions, relations } as unknown as Answer;
}

function parseJson(content: string, finishReason: string): unknown {
  try {
    return JSON.parse(content);
  } catch (cause) {
    const why =
      finishReason === 'length' ? 'reached its limit of tokens before the JSON was complete' : 'answered something other than JSON';
    throw new RetryableError('provider_unavailable', `the model ${why}`, { cause });
  }
}

function isListOf(value: unknown, fields: Readonly<Record<string, string>>): boolean {
  return (
    Array.isArray(value) &&
    value.every((item) => isRecord(item) && Object.entries(fields).every(([name, type]) => typeof item[name] === type))
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

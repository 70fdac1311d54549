import { cloudEventFields, structuredField } from '@tributary/contracts';
import { parseJson } from './parse-json.js';
import { type EntryLimits, type Rejection, reject } from './rejection.js';

/** The attributes of a CloudEvent as they came; `data` is JSON text in binary mode and a decoded value in structured mode. */
export interface Envelope {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly data: unknown;
  readonly time?: string;
  readonly subject?: string;
  readonly dataschema?: string;
  readonly traceparent?: string;
  readonly lane?: 'bulk';
}

type ReadEnvelope = { readonly ok: true; readonly envelope: Envelope } | Rejection;

/** Longest id or source that is accepted, in characters: they become keys and columns. */
const maxAttributeLength = 1024;

/** Accepts both shapes of an entry: one stream field per attribute, or one field `event` with the whole CloudEvent as JSON. */
export function readEnvelope(fields: readonly string[], limits: EntryLimits): ReadEnvelope {
  const attributes = new Map<string, string>();
  for (let index = 0; index + 1 < fields.length; index += 2) {
    attributes.set(fields[index] as string, fields[index + 1] as string);
  }
  const structured = attributes.get(structuredField);
  return structured === undefined ? readBinary(attributes) : readStructured(structured, limits);
}

function readBinary(attributes: ReadonlyMap<string, string>): ReadEnvelope {
  const names = cloudEventFields;
  const contentType = attributes.get(names.contentType);
  if (contentType !== undefined && !/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(contentType)) {
    return reject('bad_envelope', 'content-type is application/json', names.contentType);
  }
  const data = attributes.get(names.data);
  if (data === undefined) return reject('bad_envelope', 'data is required', names.data);
  return check(
    (name) => attributes.get(names[name]),
    data,
    (name) => names[name],
  );
}

function readStructured(text: string, limits: EntryLimits): ReadEnvelope {
  // The envelope itself is one level; its data has the same allowance as in binary mode.
  const parsed = parseJson(text, limits.maxDepth + 1, structuredField);
  if (!parsed.ok) return parsed;
  if (parsed.value === null || typeof parsed.value !== 'object' || Array.isArray(parsed.value)) {
    return reject('bad_envelope', 'a structured event is a JSON object', structuredField);
  }
  const object = parsed.value as Readonly<Record<string, unknown>>;
  if (object['data'] === undefined) return reject('bad_envelope', 'data is required', `${structuredField}.data`);
  return check(
    (name) => object[name],
    object['data'] ?? null,
    (name) => `${structuredField}.${name}`,
  );
}

type AttributeName = 'specversion' | 'id' | 'type' | 'source' | 'time' | 'subject' | 'dataschema' | 'traceparent' | 'lane';

function check(read: (name: AttributeName) => unknown, data: unknown, positionOf: (name: AttributeName) => string): ReadEnvelope {
  if (read('specversion') !== '1.0') return reject('bad_envelope', 'specversion is 1.0', positionOf('specversion'));
  const required: Record<'id' | 'source' | 'type', string> = { id: '', source: '', type: '' };
  for (const name of ['id', 'source', 'type'] as const) {
    const value = read(name);
    if (typeof value !== 'string' || value === '' || value.length > maxAttributeLength) {
      return reject('bad_envelope', `${name} is a text of 1 to ${maxAttributeLength} characters`, positionOf(name));
    }
    required[name] = value;
  }
  const optional: { time?: string; subject?: string; dataschema?: string; traceparent?: string } = {};
  for (const name of ['time', 'subject', 'dataschema', 'traceparent'] as const) {
    const value = read(name);
    if (value === undefined || value === null) continue;
    if (typeof value !== 'string' || value.length > maxAttributeLength)
      return reject('bad_envelope', `${name} is a text`, positionOf(name));
    optional[name] = value;
  }
  if (optional.time !== undefined && Number.isNaN(Date.parse(optional.time))) {
    return reject('bad_envelope', 'time is an RFC 3339 timestamp', positionOf('time'));
  }
  const lane = read('lane') === 'bulk' ? ({ lane: 'bulk' } as const) : {};
  return { ok: true, envelope: { ...required, ...optional, ...lane, data } };
}

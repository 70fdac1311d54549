import { isUtf8 } from 'node:buffer';
import { type CloudEvent, contractOf, type EventContract, type EventType, parsePayload } from '@tributary/contracts';
import { parseJson } from './parse-json.js';
import { type Envelope, readEnvelope } from './read-envelope.js';
import { defaultEntryLimits, type EntryLimits, type Rejection, reject } from './rejection.js';

export type DecodedEntry = { readonly ok: true; readonly event: CloudEvent } | Rejection;

/** Reads an entry's bytes as a CloudEvent of the stream's type and checks its payload against the contract. Never throws: what is wrong is said. */
export function decodeEntry(fields: readonly Buffer[], expected: EventType, limits: EntryLimits = defaultEntryLimits): DecodedEntry {
  const bytes = fields.reduce((sum, field) => sum + field.length, 0);
  if (bytes > limits.maxBytes) return tooLarge(limits, bytes);
  const broken = fields.findIndex((field) => !isUtf8(field));
  if (broken >= 0) return reject('not_utf8', 'fields are UTF-8', `field ${Math.floor(broken / 2)}`);
  return decodeFields(
    fields.map((field) => field.toString('utf8')),
    expected,
    limits,
  );
}

/** The same for fields that were read as text: the way of every valid entry, since it makes no buffers. */
export function decodeFields(fields: readonly string[], expected: EventType, limits: EntryLimits): DecodedEntry {
  let characters = 0;
  for (const field of fields) characters += field.length;
  // A character has at most three bytes for each unit of a JavaScript string.
  if (characters * 3 > limits.maxBytes) {
    const bytes = fields.reduce((sum, field) => sum + Buffer.byteLength(field), 0);
    if (bytes > limits.maxBytes) return tooLarge(limits, bytes);
  }
  const envelope = readEnvelope(fields, limits);
  if (!envelope.ok) return envelope;
  const contract = checkType(envelope.envelope, expected);
  if ('ok' in contract) return contract;
  return decodeData(envelope.envelope, contract, limits);
}

/** Whether reading as text may have replaced bytes: only the bytes themselves tell then. */
export function mayBeDamaged(fields: readonly string[]): boolean {
  return fields.some((field) => field.includes('\uFFFD'));
}

function tooLarge({ maxBytes }: EntryLimits, bytes: number): Rejection {
  return reject('too_large', `an entry has at most ${maxBytes} bytes, this one ${bytes}`, '');
}

function checkType(envelope: Envelope, expected: EventType): EventContract | Rejection {
  const contract = contractOf(envelope.type);
  if (contract === undefined) return reject('unknown_type', `"${shorten(envelope.type)}" is no known event type`, 'ce_type');
  if (contract.type !== expected) return reject('unknown_type', `this stream carries ${expected}, not ${contract.type}`, 'ce_type');
  if (envelope.dataschema === undefined) return contract;

  const major = Number(/\/v(\d{1,6})$/.exec(envelope.dataschema)?.[1] ?? Number.NaN);
  if (Number.isNaN(major) || major < 1) return reject('bad_envelope', 'dataschema ends in /v<major>', 'ce_dataschema');
  if (major > contract.version) {
    return reject('unsupported_version', `${contract.type} is known up to version ${contract.version}, this is ${major}`, 'ce_dataschema');
  }
  return contract;
}

function decodeData({ data, ...attributes }: Envelope, contract: EventContract, limits: EntryLimits): DecodedEntry {
  const json = typeof data === 'string' ? parseJson(data, limits.maxDepth, 'data') : { ok: true as const, value: data };
  if (!json.ok) return json;
  const parsed = parsePayload<object>(contract, json.value);
  if (!parsed.ok) {
    const [first] = parsed.violations;
    return reject('bad_payload', first?.rule ?? 'the payload breaks its contract', first?.position ?? '');
  }
  return { ok: true, event: { ...attributes, type: contract.type, data: parsed.event } };
}

function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

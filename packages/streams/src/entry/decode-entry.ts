import { isUtf8 } from 'node:buffer';
import { type CloudEvent, contractOf, type EventContract, type EventType, parsePayload } from '@tributary/contracts';
import { parseJson } from './parse-json.js';
import { type Envelope, readEnvelope } from './read-envelope.js';
import { defaultEntryLimits, type EntryLimits, type Rejection, reject } from './rejection.js';

export type DecodedEntry = { readonly ok: true; readonly event: CloudEvent } | Rejection;

/** Reads an entry as a CloudEvent of the stream's type and checks its payload against the contract. Never throws: what is wrong is said. */
export function decodeEntry(fields: readonly Buffer[], expected: EventType, limits: EntryLimits = defaultEntryLimits): DecodedEntry {
  const bytes = fields.reduce((sum, field) => sum + field.length, 0);
  if (bytes > limits.maxBytes) return reject('too_large', `an entry has at most ${limits.maxBytes} bytes, this one ${bytes}`, '');
  const broken = fields.findIndex((field) => !isUtf8(field));
  if (broken >= 0) return reject('not_utf8', 'fields are UTF-8', `field ${Math.floor(broken / 2)}`);

  const envelope = readEnvelope(fields, limits);
  if (!envelope.ok) return envelope;
  const contract = checkType(envelope.envelope, expected);
  if ('ok' in contract) return contract;
  return decodeData(envelope.envelope, contract, limits);
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

function decodeData(envelope: Envelope, contract: EventContract, limits: EntryLimits): DecodedEntry {
  const data =
    typeof envelope.data === 'string' ? parseJson(envelope.data, limits.maxDepth, 'data') : { ok: true as const, value: envelope.data };
  if (!data.ok) return data;
  const parsed = parsePayload<object>(contract, data.value);
  if (!parsed.ok) {
    const [first] = parsed.violations;
    return reject('bad_payload', first?.rule ?? 'the payload breaks its contract', first?.position ?? '');
  }
  const { data: _raw, ...attributes } = envelope;
  return { ok: true, event: { ...attributes, type: contract.type, data: parsed.event } };
}

function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

import { documentUuidOf } from '../corpus.js';
import { cleanups, type Entry, eventFields, internalStream, submissions } from './public-door.js';

export interface BadEvent extends Entry {
  /** Why it must be refused. */
  readonly reason: string;
  /** The name of the document that a corrected event, or a build that knows the version, would make of it. */
  readonly document?: string;
}

const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
const binary = Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28, 0x80]);
const submitted = 'document.submitted';

/** Thirty events that are none, on public and internal streams. `standIn` is a document that the corpus has. */
export function badEvents(seed: number, standIn: string): readonly BadEvent[] {
  return [...badEnvelopes(seed), ...badPayloads(seed), ...badVersions(seed), ...badRequests(seed, standIn)];
}

function badEnvelopes(seed: number): BadEvent[] {
  const valid = (id: string) => eventFields(submitted, nameOf(seed, id), dataOf(nameOf(seed, id)));
  const without = (id: string, field: string) => valid(id).filter((_, index, all) => all[index - (index % 2)] !== field);
  const replaced = (id: string, field: string, value: string) =>
    valid(id).map((text, index, all) => (all[index - 1] === field ? value : text));
  const bad = (id: string, fields: readonly (string | Buffer)[], reason = 'bad_envelope'): BadEvent => ({
    stream: submissions,
    fields,
    reason,
    document: nameOf(seed, id),
  });
  return [
    bad('nonsense', ['nonsense', 'x']),
    bad('no-id', without('no-id', 'ce_id')),
    bad('no-source', without('no-source', 'ce_source')),
    bad('no-type', without('no-type', 'ce_type')),
    bad('no-data', without('no-data', 'data')),
    bad('old-spec', replaced('old-spec', 'ce_specversion', '0.3')),
    bad('no-time', [...valid('no-time'), 'ce_time', 'yesterday']),
    bad('xml', [...valid('xml'), 'content-type', 'application/xml']),
    bad('no-version', [...valid('no-version'), 'ce_dataschema', 'https://example.org/schema']),
    bad('wrong-stream', replaced('wrong-stream', 'ce_type', 'document.accepted'), 'unknown_type'),
    bad('invented', replaced('invented', 'ce_type', 'document.invented'), 'unknown_type'),
    bad('structured', ['event', '{"specversion":"1.0",'], 'not_json'),
    bad('list', ['event', '[]']),
    bad('long-id', replaced('long-id', 'ce_id', 'x'.repeat(5000))),
  ];
}

function badPayloads(seed: number): BadEvent[] {
  const bad = (id: string, data: string | Buffer, reason: string): BadEvent => {
    const fields = eventFields(submitted, nameOf(seed, id), '').map((text, index, all) => (all[index - 1] === 'data' ? data : text));
    return { stream: submissions, fields, reason, document: nameOf(seed, id) };
  };
  return [
    bad('broken', '{"project":', 'not_json'),
    bad('empty', '', 'not_json'),
    bad('deep', deep, 'too_deep'),
    bad('huge', `{"project":"${'x'.repeat(10_000_000)}"}`, 'too_large'),
    bad('binary', binary, 'not_utf8'),
    bad('number', '42', 'bad_payload'),
    bad('null', 'null', 'bad_payload'),
    bad('array', '[{}]', 'bad_payload'),
    bad('wrong-type', JSON.stringify({ ...dataOf(nameOf(seed, 'wrong-type')), uri: 1 }), 'bad_payload'),
  ];
}

function badVersions(seed: number): BadEvent[] {
  const newer = (id: string, major: number): BadEvent => {
    const name = nameOf(seed, id);
    const fields = eventFields(submitted, `submitted ${name}`, dataOf(name), ['ce_dataschema', `${submitted}/v${major}`]);
    return { stream: submissions, fields, reason: 'unsupported_version', document: name };
  };
  return [newer('next-major', 2), newer('far-major', 99)];
}

function badRequests(seed: number, standIn: string): BadEvent[] {
  const about = { document_uuid: documentUuidOf(standIn), processing_version: 1, project: 'chaos' };
  const internal = (type: string, id: string, data: unknown, reason: string, extra: readonly string[] = []): BadEvent => ({
    stream: internalStream(type),
    fields: eventFields(type, `${id} ${seed}`, data, extra),
    reason,
  });
  const requested = 'document.cleanup.requested';
  return [
    { stream: cleanups, fields: eventFields(requested, `mode ${seed}`, { ...about, mode: 'destroy' }), reason: 'bad_payload' },
    { stream: cleanups, fields: eventFields(requested, `stage ${seed}`, { ...about, mode: 'reprocess' }), reason: 'bad_payload' },
    internal('document.accepted', 'accepted', '{', 'not_json'),
    internal('document.ocr.completed', 'ocr', { ...about, document_uuid: 'none', outcome: 'completed' }, 'bad_payload'),
    internal(
      'document.text.completed',
      'text',
      { ...about, outcome: 'completed', chunks: 1, category: 'other', language: 'en' },
      'unsupported_version',
      ['ce_dataschema', 'document.text.completed/v2'],
    ),
  ];
}

function nameOf(seed: number, id: string): string {
  return `corrected-${seed}-${id}.txt`;
}

function dataOf(file_name: string) {
  return { document_uuid: documentUuidOf(file_name), project: 'chaos', uri: `https://chaos.example/${file_name}`, file_name };
}

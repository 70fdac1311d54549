import { DocumentTextCompleted, encodeCloudEvent } from '@tributary/contracts';
import { describe, expect, test } from 'vitest';
import { textCompleted } from '../conformance/events.js';
import { decodeEntry } from './decode-entry.js';
import { retryMarkerOf, withoutRetryMarker } from './retry-marker.js';

const { type } = DocumentTextCompleted;
const buffers = (...texts: string[]) => texts.map((text) => Buffer.from(text));
const valid = encodeCloudEvent(textCompleted('one'));
const decode = (...texts: string[]) => decodeEntry(buffers(...texts), type);

/** The valid entry with one field replaced, added or, with `undefined`, left out. */
function withField(name: string, value: string | undefined): string[] {
  const pairs = Array.from({ length: valid.length / 2 }, (_, index) => valid.slice(2 * index, 2 * index + 2));
  const others = pairs.filter(([field]) => field !== name);
  return (value === undefined ? others : [...others, [name, value]]).flat();
}

describe('decoding an entry', () => {
  test('reads binary mode with all its attributes', () => {
    expect(decode(...valid)).toEqual({ ok: true, event: textCompleted('one') });
  });

  test('reads structured mode', () => {
    const event = { specversion: '1.0', ...textCompleted('one') };
    expect(decode('event', JSON.stringify(event))).toEqual({ ok: true, event: textCompleted('one') });
  });

  test('takes an absent dataschema for the oldest version and keeps unknown fields of the payload', () => {
    const data = { ...textCompleted('one').data, added_later: true };
    const decoded = decode(...withField('ce_dataschema', undefined).slice(0, -1), JSON.stringify(data));
    expect(decoded).toMatchObject({ ok: true, event: { data } });
  });

  test.each([
    ['no specversion', withField('ce_specversion', undefined), 'bad_envelope', 'ce_specversion'],
    ['another specversion', withField('ce_specversion', '0.3'), 'bad_envelope', 'ce_specversion'],
    ['no id', withField('ce_id', undefined), 'bad_envelope', 'ce_id'],
    ['an empty source', withField('ce_source', ''), 'bad_envelope', 'ce_source'],
    ['an endless id', withField('ce_id', 'x'.repeat(1025)), 'bad_envelope', 'ce_id'],
    ['no data', withField('data', undefined), 'bad_envelope', 'data'],
    ['a time that is none', withField('ce_time', 'yesterday'), 'bad_envelope', 'ce_time'],
    ['another content type', withField('content-type', 'text/xml'), 'bad_envelope', 'content-type'],
    ['an unknown type', withField('ce_type', 'document.lost'), 'unknown_type', 'ce_type'],
    ['a type of another stream', withField('ce_type', 'document.accepted'), 'unknown_type', 'ce_type'],
    ['a dataschema without version', withField('ce_dataschema', 'text'), 'bad_envelope', 'ce_dataschema'],
    ['a newer version', withField('ce_dataschema', `${type}/v2`), 'unsupported_version', 'ce_dataschema'],
    ['broken JSON', withField('data', '{"a":'), 'not_json', 'data'],
    ['JSON that is no object', withField('data', '[1]'), 'bad_payload', ''],
    ['deep JSON', withField('data', '['.repeat(10_000)), 'too_deep', 'data, character 32'],
    [
      'a field of the wrong type',
      withField('data', JSON.stringify({ ...textCompleted('one').data, chunks: 'many' })),
      'bad_payload',
      'chunks',
    ],
    ['a structured event that is no object', ['event', '7'], 'bad_envelope', 'event'],
    ['a structured event without data', ['event', '{"specversion":"1.0"}'], 'bad_envelope', 'event.data'],
    ['a structured event with a numeric id', ['event', '{"specversion":"1.0","id":7,"data":{}}'], 'bad_envelope', 'event.id'],
    [
      'a structured event with a numeric subject',
      ['event', '{"specversion":"1.0","id":"1","source":"/","type":"t","subject":7,"data":{}}'],
      'bad_envelope',
      'event.subject',
    ],
    ['nothing', [], 'bad_envelope', 'data'],
  ])('refuses %s', (_what, fields, reason, position) => {
    expect(decode(...fields)).toMatchObject({ ok: false, reason, position });
  });

  test('refuses what is too large before it looks at it', () => {
    expect(decode('data', 'x'.repeat(300_000))).toMatchObject({ ok: false, reason: 'too_large', position: '' });
  });

  test('refuses bytes that are no text', () => {
    expect(decodeEntry([Buffer.from('data'), Buffer.from([0xff, 0xfe])], type)).toMatchObject({
      ok: false,
      reason: 'not_utf8',
      position: 'field 0',
    });
  });

  test('counts brackets only outside of strings', () => {
    const data = JSON.stringify({ ...textCompleted('one').data, note: `\\"${'['.repeat(100)}` });
    expect(decode(...withField('data', data))).toMatchObject({ ok: true });
  });
});

describe('the marker of a retry', () => {
  test('is read and taken off again', () => {
    const fields = [...valid, 'retry_group', 'entity', 'retry_attempt', '3'];
    expect(retryMarkerOf(fields)).toEqual({ group: 'entity', attempt: 3 });
    expect(withoutRetryMarker(fields)).toEqual(valid);
  });

  test.each([
    [valid],
    [[]],
    [[...valid, 'retry_group', 'entity', 'retry_attempt', 'many']],
    [[...valid, 'retry_group', 'entity', 'x', '1']],
  ])('is absent elsewhere', (fields) => {
    expect(retryMarkerOf(fields)).toBeUndefined();
    expect(withoutRetryMarker(fields)).toEqual(fields);
  });
});

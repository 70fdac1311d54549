import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  contractOf,
  DocumentCleanupRequested,
  DocumentSubmitted,
  type EventClass,
  eventContracts,
  parsePayload,
  publicEventTypes,
} from './index.js';

const folder = join(import.meta.dirname, '../fixtures');
const fixtures = readdirSync(folder).map((file) => ({
  file,
  type: file.replace(/\.v\d+.*$/, ''),
  json: JSON.parse(readFileSync(join(folder, file), 'utf8')) as object,
}));

describe('golden fixtures', () => {
  test.each(fixtures)('$file parses for ever and loses nothing', ({ type, json }) => {
    const contract = contractOf(type) as EventClass;
    expect(parsePayload(contract, json)).toEqual({ ok: true, event: json });
  });

  test('there is one for every event type', () => {
    expect(new Set(fixtures.map(({ type }) => type))).toEqual(new Set(eventContracts.map(({ type }) => type)));
  });
});

describe('a payload that breaks its contract (P-72)', () => {
  test('is refused with every broken rule and its position', () => {
    const parsed = parsePayload(DocumentSubmitted, { project: '', uri: 'ftp://x', file_name: 'a', options: { priority: 'urgent' } });
    expect(parsed).toEqual({
      ok: false,
      violations: [
        { position: 'project', rule: 'project should not be empty' },
        { position: 'uri', rule: 'uri must begin with file://, http://, https://, s3:// or object://' },
        { position: 'options.priority', rule: 'priority must be one of the following values: interactive, bulk' },
      ],
    });
  });

  test.each([null, 'text', 7, [1]])('%j is no object', (json) => {
    expect(parsePayload(DocumentSubmitted, json)).toEqual({
      ok: false,
      violations: [{ position: '', rule: 'data must be a JSON object' }],
    });
  });

  test('a reprocess must say from which stage (P-60)', () => {
    const parsed = parsePayload(DocumentCleanupRequested, { document_uuid: '6b1f5c1e-5c5a-5d0e-9a53-2f1c1d2e3f40', mode: 'reprocess' });
    expect(parsed).toMatchObject({ ok: false, violations: [{ position: 'from_stage' }] });
  });

  test('a field that only a newer publisher knows is kept', () => {
    const json = { project: 'acme', uri: 's3://a/b', file_name: 'b', colour: 'red' };
    expect(parsePayload(DocumentSubmitted, json)).toEqual({ ok: true, event: json });
  });
});

test('an unknown type has no contract', () => {
  expect(contractOf('document.eaten')).toBeUndefined();
});

test('public types are those that upstream systems write', () => {
  expect(publicEventTypes).toEqual(['document.submitted', 'document.cleanup.requested']);
});

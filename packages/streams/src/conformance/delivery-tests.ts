import { encodeCloudEvent } from '@tributary/contracts';
import { expect, vi } from 'vitest';
import type { ConformanceTests } from './backend.js';
import { streamOf, textCompleted } from './events.js';
import { setup } from './setup.js';

export const deliveryTests: ConformanceTests = {
  'hands every event to its handler, decoded and with its address': async (createBackend) => {
    const { backend, publish, consume } = await setup(createBackend);
    await publish('one');
    const { recorder } = await consume();
    await recorder.until(({ results }) => results.length === 1);
    const event = textCompleted('one');
    const [{ delivery } = { delivery: undefined }] = recorder.seen;
    expect(delivery).toMatchObject({ event, group: 'entity', stream: streamOf(backend.space, event), attempt: 1, deliveries: 1 });
    expect(recorder.results).toEqual([{ id: 'one', kind: 'acknowledge', result: 'settled' }]);
  },

  'delivers what was published before the group existed': async (createBackend) => {
    const { publish, consume } = await setup(createBackend);
    await publish('a', 'b');
    const { recorder } = await consume();
    await recorder.until(({ results }) => results.length === 2);
    expect(recorder.ids.sort()).toEqual(['a', 'b']);
  },

  'reads a stream in the order in which it was published': async (createBackend) => {
    const { backend, publisher, consume } = await setup(createBackend);
    const names = Array.from({ length: 40 }, (_, index) => `e${index}`);
    const stream = streamOf(backend.space, textCompleted('one'));
    await publisher.publish(names.map((name) => ({ stream, fields: encodeCloudEvent(textCompleted(name)) })));
    const { recorder } = await consume({ concurrency: 1 });
    await recorder.until(({ endedIds }) => endedIds.size === names.length);
    expect(recorder.ids).toEqual(names);
  },

  'gives every group all events, and each event to one consumer of a group': async (createBackend) => {
    const { publish, consume } = await setup(createBackend);
    const names = Array.from({ length: 30 }, (_, index) => `e${index}`);
    const first = await consume();
    const second = await consume();
    const other = await consume({ group: 'audit' });
    await publish(...names);
    await other.recorder.until(({ endedIds }) => endedIds.size === names.length);
    await vi.waitFor(() => expect([...first.recorder.ids, ...second.recorder.ids].sort()).toEqual([...names].sort()));
    expect(other.recorder.ids.sort()).toEqual([...names].sort());
  },

  'never asks for more at once than the subscription allows': async (createBackend) => {
    const { publish, consume } = await setup(createBackend);
    await publish(...Array.from({ length: 20 }, (_, index) => `e${index}`));
    let running = 0;
    let most = 0;
    const { recorder } = await consume({ concurrency: 3 }, async () => {
      most = Math.max(most, ++running);
      await new Promise(setImmediate);
      running--;
      return { kind: 'acknowledge' };
    });
    await recorder.until(({ results }) => results.length === 20);
    expect(most).toBeLessThanOrEqual(3);
  },

  'keeps invalid entries aside with their reason and goes on (P-72)': async (createBackend) => {
    const { backend, publisher, publish, consume } = await setup(createBackend);
    const stream = streamOf(backend.space, textCompleted('good'));
    const valid = encodeCloudEvent(textCompleted('good'));
    const withData = (data: string) => [...valid.slice(0, -1), data];
    const bad = [
      ['no', 'event'],
      withData('{"document_uuid":'),
      withData('{"document_uuid":"not a uuid"}'),
      valid.map((text) => (text.endsWith('/v1') ? text.replace('/v1', '/v9') : text)),
    ];
    await publisher.publish(bad.map((fields) => ({ stream, fields })));
    await publisher.publish([{ stream, fields: valid }]);
    const { recorder } = await consume();
    await recorder.until(({ results }) => results.length === 1);
    await vi.waitFor(() => expect(backend.quarantined).toHaveLength(4));
    expect(recorder.ids).toEqual(['good']);
    expect(backend.quarantined.map(({ reason }) => reason)).toEqual(['bad_envelope', 'not_json', 'bad_payload', 'unsupported_version']);
    expect(backend.quarantined[0]).toMatchObject({ stream, group: 'entity', fields: [Buffer.from('no'), Buffer.from('event')] });
    await publish('after');
    await recorder.until(({ results }) => results.length === 2);
  },

  'keeps the bytes of an entry that is no text': async (createBackend) => {
    const { backend, publisher, consume } = await setup(createBackend);
    const event = textCompleted('one');
    const stream = streamOf(backend.space, event);
    const broken = Buffer.from([0x7b, 0xff, 0xfe, 0x7d]);
    await backend.append(stream, [Buffer.from('data'), broken]);
    // U+FFFD itself is text like any other.
    await publisher.publish([{ stream, fields: encodeCloudEvent({ ...event, source: '/\uFFFD' }) }]);
    const { recorder } = await consume();
    await recorder.until(({ results }) => results.length === 1);
    await vi.waitFor(() => expect(backend.quarantined).toMatchObject([{ reason: 'not_utf8', fields: [Buffer.from('data'), broken] }]));
    expect(recorder.seen[0]?.delivery.event.source).toBe('/\uFFFD');
  },

  'keeps an invalid entry until the quarantine has it': async (createBackend) => {
    const { backend, publisher, publish, consume } = await setup(createBackend);
    backend.refuseQuarantine(true);
    const stream = streamOf(backend.space, textCompleted('good'));
    await publisher.publish([{ stream, fields: ['no', 'event'] }]);
    const { recorder } = await consume();
    await publish('good');
    await recorder.until(({ results }) => results.length === 1);
    expect(backend.quarantined).toEqual([]);
    backend.refuseQuarantine(false);
    await vi.waitFor(() => expect(backend.quarantined).toHaveLength(1), { timeout: 10_000 });
  },

  'accepts an event that is one JSON field as well as one field per attribute': async (createBackend) => {
    const { backend, publisher, consume } = await setup(createBackend);
    const event = textCompleted('structured');
    const fields = ['event', JSON.stringify({ specversion: '1.0', ...event })];
    await publisher.publish([{ stream: streamOf(backend.space, event), fields }]);
    const { recorder } = await consume();
    await recorder.until(({ results }) => results.length === 1);
    expect(recorder.seen[0]?.delivery.event).toEqual(event);
  },

  'trims only what every group has acknowledged': async (createBackend) => {
    const { backend, publisher, consume } = await setup(createBackend);
    const stream = streamOf(backend.space, textCompleted('e0'));
    const names = Array.from({ length: 150 }, (_, index) => `e${index}`);
    const slow = await consume({ group: 'audit' });
    await slow.drain();
    const { recorder } = await consume();
    await publisher.publish(names.map((name) => ({ stream, fields: encodeCloudEvent(textCompleted(name)) })));
    await recorder.until(({ endedIds }) => endedIds.size === names.length);
    await backend.trim();
    expect(await backend.entries(stream)).toHaveLength(150);
    const caughtUp = await consume({ group: 'audit' });
    await caughtUp.recorder.until(({ endedIds }) => endedIds.size === names.length);
    expect([...caughtUp.recorder.endedIds].sort()).toEqual([...names].sort());
    await vi.waitFor(async () => {
      await backend.trim();
      expect((await backend.entries(stream)).length).toBeLessThan(101);
    });
  },
};

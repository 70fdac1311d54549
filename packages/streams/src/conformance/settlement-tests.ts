import { documentKeys } from '@tributary/cache-keys';
import { encodeCloudEvent } from '@tributary/contracts';
import type { Effects } from '@tributary/stage-kit';
import { expect } from 'vitest';
import type { ConformanceBackend, ConformanceTests } from './backend.js';
import { streamOf, textCompleted } from './events.js';
import { gate } from './recorder.js';
import { setup, shortLeaseMs } from './setup.js';

const ttlMs = 60_000;

function effectsFor(backend: ConformanceBackend, name: string, version = 1): Effects {
  const event = textCompleted(name);
  const keys = documentKeys(backend.space);
  const document = event.subject ?? '';
  const next = `${streamOf(backend.space, event)}.next`;
  return {
    set: [{ key: `${keys.lock(document)}:value`, value: Buffer.from([0, 1, 254, 255]), ttlMs }],
    state: { key: keys.state(document), version, fields: { 'text:status': 'completed' }, ttlMs },
    index: { key: keys.index(document), members: ['one', 'two'], ttlMs },
    publish: [{ stream: next, fields: encodeCloudEvent(event) }],
    release: { key: keys.lock(document), owner: 'me' },
  };
}

export const settlementTests: ConformanceTests = {
  'applies effects with the acknowledgement': async (createBackend) => {
    const { backend, publish, consume } = await setup(createBackend);
    const effects = effectsFor(backend, 'one');
    await backend.setValue(effects.release?.key ?? '', 'me');
    const { recorder } = await consume({}, () => ({ kind: 'acknowledge', effects }));
    await publish('one');
    await recorder.until(({ results }) => results.length === 1);
    expect(await backend.value(effects.set?.[0]?.key ?? '')).toBe(Buffer.from([0, 1, 254, 255]).toString('latin1'));
    expect(await backend.hash(effects.state?.key ?? '')).toEqual({ processing_version: '1', 'text:status': 'completed' });
    expect(await backend.entries(effects.publish?.[0]?.stream ?? '')).toEqual([encodeCloudEvent(textCompleted('one'))]);
    expect(await backend.value(effects.release?.key ?? '')).toBeUndefined();
  },

  'stores values of any size, none and many of them': async (createBackend) => {
    const { backend, publish, consume } = await setup(createBackend);
    const { release } = effectsFor(backend, 'one');
    const key = (size: number) => `${release?.key}:size:${size}`;
    const sizes = [0, 1, 1_023, 1_024, 300_000, ...Array.from({ length: 20 }, (_, index) => 2_000 + index)];
    const set = sizes.map((size) => ({ key: key(size), value: Buffer.alloc(size, size % 256), ttlMs }));
    const { recorder } = await consume({}, () => ({ kind: 'acknowledge', effects: { set } }));
    await publish('one');
    await recorder.until(({ results }) => results.length === 1);
    for (const size of sizes) expect(await backend.value(key(size))).toBe(Buffer.alloc(size, size % 256).toString('latin1'));
  },

  'leaves the state of a newer version and the lock of another owner alone': async (createBackend) => {
    const { backend, publish, consume } = await setup(createBackend);
    const effects = effectsFor(backend, 'one', 2);
    const older = { ...effectsFor(backend, 'one', 1), publish: [] };
    const { recorder } = await consume({ concurrency: 1 }, ({ event }) => ({
      kind: 'acknowledge',
      effects: event.id === 'one' ? effects : older,
    }));
    await publish('one');
    await recorder.until(({ results }) => results.length === 1);
    await backend.setValue(effects.release?.key ?? '', 'somebody else');
    await publish('two');
    await recorder.until(({ results }) => results.length === 2);
    expect(await backend.hash(effects.state?.key ?? '')).toMatchObject({ processing_version: '2' });
    expect(await backend.value(effects.release?.key ?? '')).toBe('somebody else');
  },

  'settles many deliveries of one moment, each with its own effects': async (createBackend) => {
    const { backend, publish, consume } = await setup(createBackend);
    const names = Array.from({ length: 100 }, (_, index) => `e${index}`);
    const { recorder } = await consume({ concurrency: 100 }, ({ event }) => ({
      kind: 'acknowledge',
      effects: effectsFor(backend, event.id),
    }));
    await publish(...names);
    await recorder.until(({ endedIds }) => endedIds.size === names.length);
    const nexts = new Set(names.map((name) => effectsFor(backend, name).publish?.[0]?.stream ?? ''));
    const published = await Promise.all([...nexts].map((stream) => backend.entries(stream)));
    expect(
      published
        .flat()
        .map((fields) => fields[3])
        .sort(),
    ).toEqual([...names].sort());
  },

  'drops the effects of a run that lost its lease (P-4)': async (createBackend) => {
    const { backend, publish, consume } = await setup(createBackend);
    const late = gate();
    const effects = effectsFor(backend, 'one');
    const { recorder } = await consume({ leaseMs: shortLeaseMs, maxDurationMs: 50 }, async ({ deliveries }) => {
      if (deliveries > 1) return { kind: 'acknowledge' };
      await late.promise;
      return { kind: 'acknowledge', effects };
    });
    await publish('one');
    await recorder.until(({ results }) => results.length === 1);
    expect(recorder.deliveries).toEqual([1, 2]);
    late.open();
    await recorder.until(({ results }) => results.length === 2);
    expect(recorder.results.map(({ result }) => result)).toEqual(['settled', 'lost']);
    expect(await backend.value(effects.set?.[0]?.key ?? '')).toBeUndefined();
    expect(await backend.entries(effects.publish?.[0]?.stream ?? '')).toEqual([]);
  },
};

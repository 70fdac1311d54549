import { performance } from 'node:perf_hooks';
import { defaultKeySpace, streamKeysOf } from '@tributary/cache-keys';
import type { RejectedEntry } from '@tributary/stage-kit';
import { type ConformanceBackend, streamConformance } from '../conformance/stream-conformance.js';
import { MemoryBroker } from './memory-broker.js';
import { createMemoryStreams } from './memory-streams.js';

streamConformance('memory', () => Promise.resolve(memoryBackend()));
streamConformance('memory, four partitions', () => Promise.resolve(memoryBackend(4)));

function memoryBackend(partitions = 1): ConformanceBackend {
  const broker = new MemoryBroker(() => performance.now());
  const space = { ...defaultKeySpace, partitions };
  const quarantined: RejectedEntry[] = [];
  let refusing = false;
  const keep = (entry: RejectedEntry) => {
    if (refusing) return Promise.reject(new Error('quarantine is down'));
    quarantined.push(entry);
    return Promise.resolve();
  };
  return {
    space,
    quarantined,
    refuseQuarantine: (refuse) => {
      refusing = refuse;
    },
    connect: () => createMemoryStreams({ broker, space, quarantine: { keep } }),
    value: (key) => Promise.resolve(broker.keys.get(key)?.toString('latin1')),
    hash: (key) => Promise.resolve(broker.keys.hash(key)),
    setValue: (key, value) => Promise.resolve(broker.keys.set(key, Buffer.from(value), 60_000)),
    append: (stream, fields) => Promise.resolve(broker.append(stream, fields)),
    entries: (stream) => Promise.resolve(broker.entriesOf(stream)),
    bulkWaiting: async (type) =>
      (await Promise.all(streamKeysOf(space, type).map((key) => broker.bulkWaiting(key)))).reduce((a, b) => a + b, 0),
    trim: () => Promise.resolve(void broker.trim()),
    close: () => Promise.resolve(),
  };
}

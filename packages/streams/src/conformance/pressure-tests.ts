import { streamEntry } from '@tributary/cache-keys';
import { type CloudEvent, DocumentEntitiesExtracted, DocumentTextCompleted } from '@tributary/contracts';
import type { Settlement } from '@tributary/stage-kit';
import { expect, vi } from 'vitest';
import type { ConformanceTests } from './backend.js';
import { textCompleted } from './events.js';
import { gate } from './recorder.js';
import { setup } from './setup.js';

/** The pause is looked for once a second. */
const patience = { timeout: 50_000, interval: 20 };
const maxDownstreamLag = 20;

function extracted(cause: CloudEvent): CloudEvent {
  const data = { ...cause.data, mentions: 1, relations: 0 };
  return {
    ...cause,
    id: `${cause.id} extracted`,
    type: DocumentEntitiesExtracted.type,
    dataschema: `${DocumentEntitiesExtracted.type}/v1`,
    data,
  };
}

async function stages(createBackend: Parameters<ConformanceTests[string]>[0]) {
  const site = await setup(createBackend);
  const submit = (...events: readonly CloudEvent[]) =>
    site.publisher.publish(events.map((event) => streamEntry(site.backend.space, event)));
  const announce = (event: CloudEvent): Settlement => ({
    kind: 'acknowledge',
    effects: { publish: [streamEntry(site.backend.space, extracted(event))] },
  });
  return { ...site, submit, announce };
}

const named = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => textCompleted(`${prefix}${index}`));

export const pressureTests: ConformanceTests = {
  'reads no more while the next stage is too far behind, and goes on when it has caught up': async (createBackend) => {
    const { submit, announce, consume } = await stages(createBackend);
    await submit(...named('e', 200));
    const paused = gate();
    const first = await consume({ concurrency: 1, emits: DocumentEntitiesExtracted.type, maxDownstreamLag }, async ({ event }) => {
      if (first.recorder.seen.length > 100) await paused.promise;
      return announce(event);
    });
    await vi.waitUntil(() => first.transport.pauses()[0]?.reasons.includes('downstream'), patience);
    paused.open();
    // What was in hand goes on; with it ends the work.
    await first.recorder.until(({ results }) => results.length === 101);
    const next = await consume({ type: DocumentEntitiesExtracted.type, group: 'resolution' });
    await next.recorder.until(({ endedIds }) => endedIds.size === 101);
    await next.recorder.until(({ endedIds }) => endedIds.size === 200);
    expect(first.recorder.endedIds.size).toBe(200);
    await vi.waitUntil(() => first.transport.pauses()[0]?.reasons.length === 0, patience);
  },

  'a crowd that waits for the next stage pauses the bulk lane alone (P-73)': async (createBackend) => {
    const { backend, submit, announce, consume } = await stages(createBackend);
    await submit(...named('crowd', 400).map((event) => ({ ...event, lane: 'bulk' as const })));
    const paused = gate();
    const first = await consume(
      { concurrency: 5, emits: DocumentEntitiesExtracted.type, maxDownstreamLag: 4 * maxDownstreamLag },
      async ({ event }) => {
        if (event.lane === 'bulk' && first.recorder.seen.length > 250) await paused.promise;
        return announce(event);
      },
    );
    await vi.waitUntil(() => first.transport.pauses()[0]?.reasons.includes('downstream_bulk'), patience);
    paused.open();
    const singles = named('single', 5);
    await submit(...singles);
    await first.recorder.until(({ endedIds }) => singles.every(({ id }) => endedIds.has(id)));
    expect(await backend.bulkWaiting(DocumentTextCompleted.type)).toBeGreaterThan(0);
    const next = await consume({ type: DocumentEntitiesExtracted.type, group: 'resolution' });
    await next.recorder.until(({ endedIds }) => endedIds.size === 405);
    expect(first.recorder.endedIds.size).toBe(405);
  },
};

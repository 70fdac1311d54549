import { streamEntry } from '@tributary/cache-keys';
import { type CloudEvent, DocumentAccepted, eventIdOf } from '@tributary/contracts';
import { expect } from 'vitest';
import { runway } from '../broker.js';
import type { ConformanceTests } from './backend.js';
import { eventType, textCompleted } from './events.js';
import { gate } from './recorder.js';
import { setup, shortLeaseMs } from './setup.js';

/** An event of a project, in the bulk lane unless said otherwise. */
function eventOf(project: string, name: string, lane: 'bulk' | 'interactive' = 'bulk'): CloudEvent {
  const event = textCompleted(`${project} ${name}`);
  return { ...event, data: { ...event.data, project }, ...(lane === 'bulk' ? { lane } : {}) };
}

function crowdOf(project: string, count: number): CloudEvent[] {
  return Array.from({ length: count }, (_, index) => eventOf(project, String(index)));
}

async function lanes(createBackend: Parameters<ConformanceTests[string]>[0]) {
  const site = await setup(createBackend);
  const submit = (...events: readonly CloudEvent[]) =>
    site.publisher.publish(events.map((event) => streamEntry(site.backend.space, event)));
  return { ...site, submit };
}

const isOf = (project: string) => (id: string) => id.startsWith(`${project} `);
/** How many slots a consumer of `slots` keeps free of the bulk lane, and how many entries each partition lets in unasked. */
const share = (slots: number) => slots - Math.floor(slots / 5);

export const laneTests: ConformanceTests = {
  'delivers every event of the bulk lane': async (createBackend) => {
    const { submit, consume } = await lanes(createBackend);
    const crowd = crowdOf('crowd', 200);
    await submit(...crowd);
    const { recorder } = await consume();
    await recorder.until(({ endedIds }) => endedIds.size === crowd.length);
    expect(recorder.ids.toSorted()).toEqual(crowd.map(({ id }) => id).toSorted());
  },

  'an interactive document overtakes the crowd of another project (P-73)': async (createBackend) => {
    const { backend, submit, consume } = await lanes(createBackend);
    const slots = 10;
    const submitted = gate();
    const crowd = crowdOf('crowd', 1_000);
    await submit(...crowd);
    let before = 0;
    const { recorder } = await consume({ concurrency: slots }, async () => {
      if (++before === 50) {
        await submit(eventOf('single', 'one', 'interactive'));
        submitted.open();
      }
      if (before >= 50) await submitted.promise;
      return { kind: 'acknowledge' };
    });
    await recorder.until(({ endedIds }) => endedIds.size === crowd.length + 1);
    const overtaken = recorder.ids.findIndex(isOf('single'));
    expect(overtaken).toBeLessThanOrEqual(50 + (slots + runway) * backend.space.partitions + slots);
  },

  'projects take turns in the bulk lane (P-73)': async (createBackend) => {
    const { backend, submit, consume } = await lanes(createBackend);
    const { partitions } = backend.space;
    await submit(...crowdOf('crowd', 400));
    await submit(...crowdOf('small', 20), ...crowdOf('other', 20));
    const { recorder } = await consume({ concurrency: 2 });
    await recorder.until(({ endedIds }) => endedIds.size === 440);
    const last = Math.max(recorder.ids.findLastIndex(isOf('small')), recorder.ids.findLastIndex(isOf('other')));
    // What entered unasked, then three in turn; partitions advance at their own pace.
    expect(last).toBeLessThanOrEqual(partitions === 1 ? runway + 3 * 20 + 2 : 300);
  },

  'slow documents of the bulk lane leave slots to the others (P-73)': async (createBackend) => {
    const { submit, consume } = await lanes(createBackend);
    const slow = gate();
    const { recorder } = await consume({ concurrency: 10 }, async ({ event }) => {
      if (event.lane === 'bulk') await slow.promise;
      return { kind: 'acknowledge' };
    });
    await submit(...crowdOf('crowd', 60));
    await recorder.until(({ seen }) => seen.length === share(10));
    await submit(...Array.from({ length: 5 }, (_, index) => eventOf('single', String(index), 'interactive')));
    await recorder.until(({ results }) => results.length === 5);
    expect(recorder.results.every(({ id }) => isOf('single')(id))).toBe(true);
    expect(recorder.ids.filter(isOf('crowd'))).toHaveLength(share(10));
    slow.open();
    await recorder.until(({ endedIds }) => endedIds.size === 65);
  },

  'the bulk lane has its turn although interactive documents never run dry (P-73)': async (createBackend) => {
    const { submit, consume } = await lanes(createBackend);
    let sent = 0;
    const more = () => submit(eventOf('busy', String(sent++), 'interactive'));
    await submit(...crowdOf('crowd', 200));
    for (let index = 0; index < 100; index++) await more();
    const { recorder } = await consume({ concurrency: 2 }, async ({ event }) => {
      if (event.lane === undefined && sent < 1_000) await more();
      return { kind: 'acknowledge' };
    });
    await recorder.until(({ results }) => results.length >= 700);
    const bulk = recorder.results.slice(0, 700).filter(({ id }) => isOf('crowd')(id)).length;
    expect(bulk).toBeGreaterThanOrEqual(80);
  },

  'events wait in the bulk lane once, however often they are published': async (createBackend) => {
    const { submit, consume } = await lanes(createBackend);
    await submit(...crowdOf('crowd', 300));
    const again = eventOf('crowd', '299');
    await submit(again, again);
    const { recorder } = await consume();
    await recorder.until(({ endedIds }) => endedIds.size === 300);
    await submit(eventOf('crowd', 'last'));
    await recorder.until(({ endedIds }) => endedIds.size === 301);
    expect(recorder.ids).toHaveLength(301);
  },

  'what a run announces in the bulk lane waits there, in the step that acknowledges it': async (createBackend) => {
    const { backend, publish, consume } = await lanes(createBackend);
    const announced = crowdOf('crowd', 100).map((event) => ({
      ...event,
      type: DocumentAccepted.type,
      id: eventIdOf(event.id, 1, event.type),
    }));
    const { recorder } = await consume({}, ({ event }) => {
      const own = announced[Number(event.id)] as CloudEvent;
      return { kind: 'acknowledge', effects: { publish: [streamEntry(backend.space, { ...own, subject: event.subject ?? '' })] } };
    });
    await publish(...announced.map((_, index) => String(index)));
    await recorder.until(({ endedIds }) => endedIds.size === announced.length);
    expect(await backend.bulkWaiting(DocumentAccepted.type)).toBe(announced.length - runway * Math.min(backend.space.partitions, 4));
  },

  'another group sees what has entered the stream, and lets nothing in itself': async (createBackend) => {
    const { backend, submit, consume } = await lanes(createBackend);
    await submit(...crowdOf('crowd', 120));
    const audit = await consume({ group: 'audit' });
    await audit.recorder.until(({ endedIds }) => endedIds.size === runway * backend.space.partitions);
    expect(await backend.bulkWaiting(eventType)).toBe(120 - runway * backend.space.partitions);
    const { recorder } = await consume();
    await recorder.until(({ endedIds }) => endedIds.size === 120);
    await audit.recorder.until(({ endedIds }) => endedIds.size === 120);
  },

  'a crash loses nothing of the bulk lane': async (createBackend) => {
    const { submit, consume } = await lanes(createBackend);
    await submit(...crowdOf('crowd', 150));
    const doomed = await consume({ leaseMs: shortLeaseMs }, () => new Promise<never>(() => {}));
    await doomed.recorder.until(({ seen }) => seen.length >= share(10));
    doomed.transport.abandon();
    const heir = await consume({ leaseMs: shortLeaseMs });
    await heir.recorder.until(({ endedIds }) => endedIds.size === 150);
    expect(heir.recorder.endedIds.size).toBe(150);
  },
};

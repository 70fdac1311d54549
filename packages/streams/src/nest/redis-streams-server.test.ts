import 'reflect-metadata';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { defaultKeySpace } from '@tributary/cache-keys';
import { type Delivery, RetryableError, type Settlement, type SettleResult, TerminalError } from '@tributary/stage-kit';
import { EMPTY, lastValueFrom } from 'rxjs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { eventType, publishEvents, textCompleted } from '../conformance/events.js';
import { createMemoryStreams } from '../memory/memory-streams.js';
import { type HandlerExtras, streamsTransport } from './handler-policy.js';
import { originalErrorProvider } from './original-error-filter.js';
import { RedisStreamsClient } from './redis-streams-client.js';
import { RedisStreamsServer } from './redis-streams-server.js';
import { StreamContext } from './stream-context.js';

type Handle = (delivery: Delivery, context: StreamContext) => Promise<Settlement | typeof EMPTY>;

async function setup(handle: Handle, withFilter = true) {
  const settled: SettleResult[] = [];
  const extras: HandlerExtras = {
    policy: { attempts: 2, baseMs: 5, capMs: 5 },
    settled: (_delivery, _settlement, result) => void settled.push(result),
  };

  @Controller()
  class Handlers {
    @EventPattern(eventType, streamsTransport, extras)
    handle(@Payload() delivery: Delivery, @Ctx() context: unknown) {
      return handle(delivery, context as StreamContext);
    }
  }

  @Module({ controllers: [Handlers], providers: withFilter ? [originalErrorProvider] : [] })
  class Service {}

  const transport = createMemoryStreams();
  const server = new RedisStreamsServer({ transport, group: 'entity', drainGraceMs: 1_000 });
  const app = await NestFactory.createMicroservice(Service, { strategy: server, logger: false });
  await app.listen();
  onTestFinished(() => app.close());
  return { app, server, transport, settled, publish: () => publishEvents(transport, defaultKeySpace, [textCompleted('one')]) };
}

test('hands the delivery to the handler and does what the handler says', async () => {
  const seen: Delivery[] = [];
  const { publish, settled, transport } = await setup(async (delivery, context) => {
    seen.push(delivery);
    expect(context).toBeInstanceOf(StreamContext);
    expect(context.delivery).toBe(delivery);
    return delivery.attempt === 1 ? { kind: 'retry', delayMs: 1 } : { kind: 'acknowledge' };
  });
  await publish();
  await vi.waitFor(() => expect(settled).toEqual(['settled', 'settled']));
  expect(seen.map(({ event, attempt, group }) => [event.id, attempt, group])).toEqual([
    ['one', 1, 'entity'],
    ['one', 2, 'entity'],
  ]);
  expect(transport.quarantined).toEqual([]);
});

test('retries what a handler throws by its class and asks for the end when the budget is spent', async () => {
  const asked: string[] = [];
  const { publish, settled } = await setup(async ({ attempt }, { mode }) => {
    asked.push(`${mode} ${attempt}`);
    if (mode === 'exhausted') return { kind: 'acknowledge' };
    throw new RetryableError('network', 'reset');
  });
  await publish();
  await vi.waitFor(() => expect(settled).toHaveLength(2));
  expect(asked).toEqual(['handle 1', 'handle 2', 'exhausted 2']);
});

test('ends a delivery at once when its handler throws a terminal error', async () => {
  const asked: string[] = [];
  const { publish, settled } = await setup(async (_delivery, { mode }) => {
    asked.push(mode);
    if (mode === 'exhausted') return { kind: 'acknowledge' };
    throw new TerminalError('encrypted', 'needs a password');
  });
  await publish();
  await vi.waitFor(() => expect(settled).toEqual(['settled']));
  expect(asked).toEqual(['handle', 'exhausted']);
});

test('loses nothing when a handler returns no settlement', async () => {
  const asked: string[] = [];
  const { publish, settled } = await setup(async (_delivery, { mode }) => {
    asked.push(mode);
    return mode === 'exhausted' ? { kind: 'acknowledge' } : EMPTY;
  });
  await publish();
  await vi.waitFor(() => expect(settled.length).toBeGreaterThan(1));
  expect(asked).toEqual(['handle', 'handle', 'exhausted']);
});

test('refuses two handlers for one event, unknown events and requests', () => {
  const server = new RedisStreamsServer({ transport: createMemoryStreams(), group: 'entity' });
  const handler = () => Promise.resolve();
  server.addHandler(eventType, handler, true);
  expect(() => server.addHandler(eventType, handler, true)).toThrow('document.text.completed: two handlers for one event');
  expect(() => server.addHandler('document.lost', handler, true)).toThrow('document.lost: no such event type');
  expect(() => server.addHandler('document.accepted', handler, false)).toThrow('use @EventPattern');
});

test('finishes what runs before the application is torn down', async () => {
  const order: string[] = [];
  let finish = () => {};
  const done = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const { app, server, publish } = await setup(async () => {
    order.push('started');
    await done;
    order.push('finished');
    return { kind: 'acknowledge' };
  });
  const status: string[] = [];
  server.status.subscribe((now) => status.push(now));
  await publish();
  await vi.waitFor(() => expect(order).toEqual(['started']));
  const drained = server.drain(1_000).then(() => order.push('drained'));
  finish();
  await drained;
  await app.close();
  expect(order).toEqual(['started', 'finished', 'drained']);
  expect(status).toEqual(['listening', 'draining', 'closed']);
});

test('reports groups that cannot be made instead of starting', async () => {
  const transport = createMemoryStreams();
  transport.broker.ensureGroup = () => Promise.reject(new Error('no Redis'));
  const server = new RedisStreamsServer({ transport, group: 'entity' });
  server.addHandler(eventType, () => Promise.resolve(), true);
  const failed = await new Promise<unknown>((resolve) => void server.listen(resolve));
  expect(failed).toEqual(new Error('no Redis'));
  await transport.close();
});

test('publishes events through Nest and refuses requests', async () => {
  const transport = createMemoryStreams();
  const client = new RedisStreamsClient({ transport, space: defaultKeySpace });
  client.setOnDispatchHook((packet) => {
    packet.metadata = { traceparent: '00-1-2-01' };
  });
  await lastValueFrom(client.emit(eventType, textCompleted('one')), { defaultValue: undefined });
  const [fields] = transport.broker.entriesOf(`{tributary:p0}:events:${eventType}`);
  expect(fields).toContain('one');
  expect(fields).toContain('00-1-2-01');
  await expect(lastValueFrom(client.send(eventType, {}))).rejects.toThrow('events and no replies');
  expect(client.unwrap()).toBe(transport);
});

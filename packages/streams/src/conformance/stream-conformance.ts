import { describe, expect, test } from 'vitest';
import type { ConformanceBackend } from './backend.js';
import { deliveryTests } from './delivery-tests.js';
import { laneTests } from './lane-tests.js';
import { leaseTests } from './lease-tests.js';
import { pressureTests } from './pressure-tests.js';
import { retryTests } from './retry-tests.js';
import { settlementTests } from './settlement-tests.js';

export type { ConformanceBackend, ConformanceTransport } from './backend.js';

/** For a busy machine: most tests take milliseconds. */
const timeoutMs = 60_000;

/** What every stream transport promises. The transport on Redis and its twin in memory both pass it; a third one has to. */
export function streamConformance(name: string, createBackend: () => Promise<ConformanceBackend>): void {
  describe(`stream transport: ${name}`, () => {
    const tests = { ...deliveryTests, ...settlementTests, ...retryTests, ...leaseTests, ...laneTests, ...pressureTests };
    test.each(Object.entries(tests))(
      '%s',
      async (_title, run) => {
        expect.hasAssertions();
        await run(createBackend);
      },
      timeoutMs,
    );
  });
}

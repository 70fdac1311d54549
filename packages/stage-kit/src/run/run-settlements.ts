import { streamEntry } from '@tributary/cache-keys';
import { type CloudEvent, type DocumentEvent, DocumentSubmitted } from '@tributary/contracts';
import type { StageState } from '@tributary/state';
import { nextAttemptIn, type RetryPolicy } from '../backoff.js';
import { describeFailure, type Failure } from '../errors.js';
import type { CachedOutput, RunKey } from '../ports/document-cache.js';
import type { RunRequest } from '../ports/stage-record.js';
import type { Delivery, Settlement, SettleResult } from '../ports/transport.js';
import type { RunnerDeps } from './runner-deps.js';

/** Turns what happened in a run into a settlement: the one place that decides what follows an error. */
export class RunSettlements {
  /** Events that leave with a settlement, to be marked as sent once it was applied. */
  readonly #leaving = new WeakMap<Settlement, string>();

  constructor(
    private readonly deps: RunnerDeps,
    private readonly policy: RetryPolicy,
  ) {}

  keyOf(delivery: Delivery, { documentUuid, version, stage }: RunRequest): RunKey {
    return { documentUuid, version, stage, projectId: (delivery.event as CloudEvent<DocumentEvent>).data.project };
  }

  /** Runs `work` and settles whatever it throws. A record that is down charges nobody: the event comes back. */
  async guard(delivery: Delivery, request: RunRequest, work: () => Promise<Settlement>): Promise<Settlement> {
    try {
      return await work();
    } catch (error) {
      const failure = describeFailure(error);
      if (failure.code === 'bug') this.deps.log.error('stage threw', { documentUuid: request.documentUuid, stage: request.stage, error });
      try {
        return await this.failed(delivery, request, failure);
      } catch (recordError) {
        this.deps.log.warn('failure not recorded', { documentUuid: request.documentUuid, stage: request.stage, error: recordError });
        return this.#giveBack(delivery, request, failure.retryAfterMs ?? 2000);
      }
    }
  }

  /** Tries again within the budget, else ends the document as failed (P-70). */
  async failed(delivery: Delivery, request: RunRequest, failure: Failure): Promise<Settlement> {
    const event = delivery.event;
    const report = { run: request, failure, deliveries: delivery.deliveries, event };
    if (failure.retryable && !failure.charged) return this.#giveBack(delivery, request, failure.retryAfterMs ?? 2000);
    const delayMs = failure.retryable ? nextAttemptIn(this.policy, delivery.attempt, this.deps.random()) : 'exhausted';
    if (delayMs !== 'exhausted') {
      const waitMs = Math.max(delayMs, failure.retryAfterMs ?? 0);
      await this.deps.record.noteRetry(report, waitMs);
      this.deps.metrics.ended(request.stage, 'retrying', 0);
      const state = { status: 'retrying', attempt: delivery.attempt, error: failure.code } as const;
      return { kind: 'retry', delayMs: waitMs, effects: await this.#effects(delivery, request, state, []) };
    }
    const recorded = await this.deps.record.fail(report);
    if (recorded === 'superseded') return this.dropped(delivery, request);
    this.deps.metrics.ended(request.stage, 'failed', 0);
    this.deps.log.warn('failed', {
      documentUuid: request.documentUuid,
      stage: request.stage,
      code: failure.code,
      attempt: delivery.attempt,
    });
    return this.announced(delivery, request, { status: 'failed', attempt: delivery.attempt, error: failure.code }, recorded.announcement);
  }

  /** Acknowledges and hands on: cache, state, next event and the lock in one script. */
  async announced(
    delivery: Delivery,
    request: RunRequest,
    state: StageState,
    announcement: CloudEvent,
    outputs: readonly CachedOutput[] = [],
  ): Promise<Settlement> {
    const effects = await this.#effects(delivery, request, { ...state, completedAt: this.deps.now().toISOString() }, outputs);
    const next = streamEntry(this.deps.space, announcement);
    await this.deps.reached?.('before-complete');
    const settlement: Settlement = { kind: 'acknowledge', effects: { ...effects, publish: [...(effects.publish ?? []), next] } };
    this.#leaving.set(settlement, announcement.id);
    return settlement;
  }

  /** Acknowledges without a word: the event has no place any more (P-11). */
  dropped(delivery: Delivery, request: RunRequest): Settlement {
    return { kind: 'acknowledge', effects: this.deps.cache.releaseOf(this.keyOf(delivery, request), request.owner) };
  }

  settled(settlement: Settlement, result: SettleResult): void {
    const eventId = this.#leaving.get(settlement);
    if (eventId === undefined || result !== 'settled') return;
    void this.deps.reached?.('after-complete');
    void this.deps.reached?.('before-outbox-mark');
    this.deps.record.markSent([eventId]);
  }

  /** Documents found inside this one, as events. Their ids follow from theirs. */
  submissionsOf(found: readonly (DocumentSubmitted & { readonly document_uuid: string })[], delivery: Delivery): readonly CloudEvent[] {
    return found.map((data) => ({
      id: data.document_uuid,
      source: `/tributary/documents/${delivery.event.subject ?? ''}`,
      type: DocumentSubmitted.type,
      subject: data.document_uuid,
      time: this.deps.now().toISOString(),
      dataschema: `${DocumentSubmitted.type}/v${DocumentSubmitted.version}`,
      data,
    }));
  }

  /** Publishes what leaves the partition. Redis being away is no failure here: the outbox has it and the relay sends it. */
  async publishOutside(events: readonly CloudEvent[]): Promise<void> {
    if (events.length === 0) return;
    try {
      await this.deps.publish(events.map((event) => streamEntry(this.deps.space, event)));
    } catch (error) {
      this.deps.log.warn('left to the outbox relay', { events: events.length, error });
      return;
    }
    this.deps.record.markSent(events.map((event) => event.id));
  }

  #effects(delivery: Delivery, request: RunRequest, state: StageState, outputs: readonly CachedOutput[]) {
    return this.deps.cache.effectsOf(this.keyOf(delivery, request), request.owner, state, { fingerprint: request.fingerprint, outputs });
  }

  /** Not charged, lock given back; a little scatter keeps a crowd from coming back at once. */
  #giveBack(delivery: Delivery, request: RunRequest, delayMs: number): Settlement {
    const effects = this.deps.cache.releaseOf(this.keyOf(delivery, request), request.owner);
    return { kind: 'park', delayMs: Math.round(delayMs * (1 + this.deps.random())), effects };
  }
}

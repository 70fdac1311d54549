import type { CloudEvent, DocumentEvent, StageCompleted, StageOutcome } from '@tributary/contracts';
import { type StagePolicy, stagePolicies } from '../backoff.js';
import { type Reads, type StageDefinition, StageEnd, type Values, type Writes } from '../define-stage.js';
import { fingerprintOf } from '../fingerprint.js';
import type { GrantedRun, RunRequest } from '../ports/stage-record.js';
import type { Delivery, DeliveryHandler, Settlement, SettleResult } from '../ports/transport.js';
import { announcementOf, asSkipped } from './announcement.js';
import { loadInputs } from './load-inputs.js';
import { RunSettlements } from './run-settlements.js';
import type { RunnerDeps } from './runner-deps.js';
import { stageContext } from './stage-context.js';
import { Turns } from './turns.js';
import { untilAborted } from './until-aborted.js';

/** Any stage, whatever it reads and writes: its own types were checked where it was defined. */
export type AnyStage = StageDefinition<DocumentEvent, Reads, Writes, StageCompleted>;

type StageResult = Values<Writes> | StageEnd<Values<Writes>>;

/** A tenth of the lock's default life (REDIS_LOCK_TIMEOUT, 10 min). */
const lockRenewalMs = 60_000;

interface Finished {
  readonly outcome: StageOutcome;
  readonly reason?: string;
  readonly outputs: Record<string, unknown>;
}

/**
 * Runs one stage for every delivery of its event, in one order: lock → fence (superseded? done?) → inputs → `run` → one Postgres transaction → one Redis
 * script with the acknowledgement. A crash anywhere leaves either nothing or a commit that the next delivery announces again.
 */
export class StageRunner implements DeliveryHandler {
  readonly #settlements: RunSettlements;
  readonly #turns = new Turns();
  readonly #fingerprint: string;
  readonly policy: StagePolicy;

  constructor(
    readonly stage: AnyStage,
    private readonly deps: RunnerDeps,
  ) {
    this.policy = { ...stagePolicies[stage.name], ...stage.policy };
    this.#fingerprint = fingerprintOf([stage.name, stage.fingerprint]);
    this.#settlements = new RunSettlements(deps, this.policy);
  }

  async handle(delivery: Delivery): Promise<Settlement> {
    const request = this.#requestOf(delivery);
    return this.#settlements.guard(delivery, request, async () => {
      await this.deps.reached?.('after-read');
      const started = { status: 'processing', startedAt: this.deps.now().toISOString(), attempt: delivery.attempt } as const;
      const begun = await this.deps.cache.begin(this.#settlements.keyOf(delivery, request), request.owner, started);
      if (begun !== 'begun') return { kind: 'park', delayMs: 1000 };
      const settings = await this.stage.settingsOf?.(request.documentUuid);
      return this.#grant(
        delivery,
        settings === undefined ? request : { ...request, fingerprint: this.#fingerprintWith(settings) },
        settings,
      );
    });
  }

  async exhausted(delivery: Delivery): Promise<Settlement> {
    const request = this.#requestOf(delivery);
    const failure = {
      code: 'crash_loop',
      message: `${delivery.deliveries} workers took this document at ${this.stage.name} and none came back`,
      retryable: false,
      charged: true,
    } as const;
    // The lock names a worker that is dead. Taken over it is given back with the failure; left, it would hold up a replay until it lapses.
    const status = { status: 'processing', attempt: delivery.attempt } as const;
    await this.deps.cache.begin(this.#settlements.keyOf(delivery, request), request.owner, status);
    return this.#settlements.failed(delivery, request, failure);
  }

  settled(delivery: Delivery, settlement: Settlement, result: SettleResult): void {
    this.#settlements.settled(settlement, result);
    if (result === 'settled') return;
    // The entry may be gone for good (Redis lost it): what is emitted in its place has another id and would wait for this lock.
    const request = this.#requestOf(delivery);
    this.deps.cache.release(this.#settlements.keyOf(delivery, request), request.owner);
  }

  #requestOf(delivery: Delivery): RunRequest {
    const event = delivery.event as CloudEvent<DocumentEvent>;
    return {
      documentUuid: event.data.document_uuid,
      version: event.data.processing_version,
      stage: this.stage.name,
      fingerprint: this.#fingerprint,
      eventId: event.id,
      force: event.data.force ?? false,
      owner: `${delivery.group}/${delivery.entryId}/${delivery.consumer}`,
      attempt: delivery.attempt,
    };
  }

  #fingerprintWith(settings: unknown): string {
    return fingerprintOf([this.stage.name, this.stage.fingerprint, settings]);
  }

  async #grant(delivery: Delivery, request: RunRequest, settings: unknown): Promise<Settlement> {
    const grant = await this.deps.record.begin(request);
    await this.deps.reached?.('after-fence');
    switch (grant.kind) {
      case 'granted':
        return this.#run(delivery, { ...request, fence: grant.fence, projectId: grant.projectId }, settings);
      case 'done': {
        const announcement = asSkipped(grant.announcement, delivery.event as CloudEvent<DocumentEvent>);
        this.deps.metrics.ended(this.stage.name, 'skipped_cached', 0);
        return this.#settlements.announced(delivery, request, { status: 'skipped_cached' }, announcement);
      }
      case 'superseded':
      case 'early':
      case 'erased':
      case 'unknown':
        this.deps.log.info(grant.kind, { documentUuid: request.documentUuid, stage: request.stage, version: request.version });
        this.deps.metrics.ended(this.stage.name, grant.kind, 0);
        return this.#settlements.dropped(delivery, request);
    }
  }

  async #run(delivery: Delivery, run: GrantedRun, settings: unknown): Promise<Settlement> {
    const startedAt = performance.now();
    const inputs = await loadInputs(this.stage.reads, run, this.deps);
    const { context, memo } = stageContext(run, settings, delivery, delivery.signal, { deps: this.deps, turns: this.#turns });
    await this.deps.reached?.('mid-work');
    const finished = await this.#work(delivery, run, () => this.stage.run(inputs as Values<Reads>, context));
    const announcement = announcementOf(
      this.stage.emits,
      delivery.event as CloudEvent<DocumentEvent>,
      finished.outcome,
      this.stage.announce(finished.outputs as Values<Writes>),
      this.deps.now(),
    );
    const durationMs = Math.round(performance.now() - startedAt);
    const submissions = this.#settlements.submissionsOf(this.stage.submits?.(finished.outputs as Values<Writes>, context) ?? [], delivery);
    const outputs = Object.entries(this.stage.writes).map(([name, output]) => ({ output, value: finished.outputs[name] }));
    await this.deps.reached?.('before-commit');
    const committed = await this.deps.record.commit({
      run,
      outcome: finished.outcome,
      ...(finished.reason === undefined ? {} : { reason: finished.reason }),
      outputs: outputs.map(({ output, value }) => ({ name: output.name, value })),
      announcement,
      submissions,
      durationMs,
      memo,
    });
    await this.deps.reached?.('after-commit');
    if (committed === 'superseded') {
      this.deps.log.info('superseded', { documentUuid: run.documentUuid, stage: run.stage, version: run.version });
      return this.#settlements.dropped(delivery, run);
    }
    this.deps.metrics.ended(this.stage.name, finished.outcome, durationMs);
    this.deps.metrics.memo(this.stage.name, memo.hits, memo.misses);
    await this.#settlements.publishOutside(submissions);
    return this.#settlements.announced(delivery, run, { status: finished.outcome }, announcement, outputs);
  }

  /** The stage's own code, with the document's lock kept while it works. */
  async #work(delivery: Delivery, run: GrantedRun, work: () => StageResult | Promise<StageResult>): Promise<Finished> {
    const key = this.#settlements.keyOf(delivery, run);
    const renewal = setInterval(() => this.deps.cache.renew(key, run.owner), lockRenewalMs);
    try {
      return finishedOf(await untilAborted(delivery.signal, () => this.#turns.run(work)));
    } finally {
      clearInterval(renewal);
    }
  }
}

function finishedOf(result: StageResult): Finished {
  if (result instanceof StageEnd)
    return { outcome: result.outcome, reason: result.reason, outputs: result.outputs as Record<string, unknown> };
  return { outcome: 'completed', outputs: result as Record<string, unknown> };
}

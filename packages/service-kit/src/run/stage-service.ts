import type { DocumentEvent, StageCompleted } from '@tributary/contracts';
import { type AnyStage, type Reads, type StageDefinition, StageRunner, type Subscription, type Writes } from '@tributary/stage-kit';
import type { ServiceConfig } from '../config/service-config.js';
import type { Runtime } from './open-runtime.js';

/** A stage of any types. */
export function anyStage<In extends DocumentEvent, R extends Reads, W extends Writes, Out extends StageCompleted>(
  stage: StageDefinition<In, R, W, Out>,
): AnyStage {
  return stage as unknown as AnyStage;
}

/** Subscribes a stage to its event with its policy. */
export function subscribeStage(runtime: Runtime, config: ServiceConfig, stage: AnyStage): Subscription {
  const runner = new StageRunner(stage, runtime.runner);
  const { leaseMs, maxDurationMs, maxDeliveries } = runner.policy;
  return runtime.streams.subscribe(
    { type: stage.consumes.type, group: runtime.service, concurrency: config.concurrency, leaseMs, maxDurationMs, maxDeliveries },
    runner,
  );
}

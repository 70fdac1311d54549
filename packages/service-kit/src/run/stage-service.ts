import type { DocumentEvent, StageCompleted } from '@tributary/contracts';
import { type AnyStage, type Reads, type StageDefinition, StageRunner, type Writes } from '@tributary/stage-kit';
import type { ServiceConfig } from '../config/service-config.js';
import type { EventHandling } from './event-module.js';
import type { Runtime } from './open-runtime.js';

/** A stage of any types. */
export function anyStage<In extends DocumentEvent, R extends Reads, W extends Writes, Out extends StageCompleted>(
  stage: StageDefinition<In, R, W, Out>,
): AnyStage {
  return stage as unknown as AnyStage;
}

/** The handling of a stage's event, with the stage's policy. */
export function handleStage(runtime: Pick<Runtime, 'runner'>, config: ServiceConfig, stage: AnyStage): EventHandling {
  const runner = new StageRunner(stage, runtime.runner);
  const { concurrency, maxDownstreamLag } = config;
  return {
    type: stage.consumes.type,
    handler: runner,
    policy: { ...runner.policy, concurrency, emits: stage.emits.type, maxDownstreamLag },
  };
}

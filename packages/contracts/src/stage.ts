/** The stages of the flow, in order. A document passes each once per processing version. */
export const flowStages = ['ocr', 'text', 'entity', 'resolution', 'graph'] as const;
export type FlowStage = (typeof flowStages)[number];

/** Services that consume events: the flow, and cleanup beside it. */
export const stageNames = [...flowStages, 'cleanup'] as const;
export type StageName = (typeof stageNames)[number];

/** How a stage may end when it did not fail (P-8). */
export const stageOutcomes = ['completed', 'skipped_cached', 'empty', 'partial'] as const;
export type StageOutcome = (typeof stageOutcomes)[number];

export function isFlowStage(name: string): name is FlowStage {
  return (flowStages as readonly string[]).includes(name);
}

/** The stage itself and all that come after it. */
export function stagesFrom(stage: FlowStage): readonly FlowStage[] {
  return flowStages.slice(flowStages.indexOf(stage));
}

/** The stage that reads what this one wrote, or `undefined` after the last. */
export function nextStage(stage: FlowStage): FlowStage | undefined {
  return flowStages[flowStages.indexOf(stage) + 1];
}

import { type StageOutcome, stageOutcomes } from '@tributary/contracts';

/** Statuses of a run whose outputs stand. They are the outcomes: a run is called by how it ended (P-8). */
export const doneStatuses: readonly StageOutcome[] = stageOutcomes;

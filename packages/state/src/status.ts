import type { FlowStage, StageOutcome } from '@tributary/contracts';

/** Where one stage of one document stands. */
export const stageStatuses = ['pending', 'processing', 'retrying', 'completed', 'skipped_cached', 'empty', 'partial', 'failed'] as const;
export type StageStatus = (typeof stageStatuses)[number];

/** Where a document stands, for external observers (P-5, P-8). */
export const documentStatuses = ['accepted', 'processing', 'completed', 'empty', 'partial', 'failed', 'purged'] as const;
export type DocumentStatus = (typeof documentStatuses)[number];

/** Statuses in which a document rests until somebody asks for more. */
export const endedStatuses = ['completed', 'empty', 'partial', 'failed', 'purged'] as const satisfies readonly DocumentStatus[];

export function hasEnded(status: DocumentStatus): boolean {
  return (endedStatuses as readonly DocumentStatus[]).includes(status);
}

/** What a document is called once its last stage ended: the worst of its stages says it (P-8: failed is not empty, empty is not completed). */
export function endStatus(outcomes: readonly StageOutcome[]): DocumentStatus {
  if (outcomes.includes('partial')) return 'partial';
  return outcomes.includes('empty') ? 'empty' : 'completed';
}

/** Something that happens to a document and may move its status. */
export type DocumentChange =
  | { readonly kind: 'stage_started'; readonly stage: FlowStage }
  | { readonly kind: 'stage_ended'; readonly stage: FlowStage; readonly outcomes: readonly StageOutcome[] }
  | { readonly kind: 'stage_failed'; readonly stage: FlowStage }
  | { readonly kind: 'reprocess_requested' }
  | { readonly kind: 'purged' };

import { type DocumentChange, type DocumentStatus, endStatus } from './status.js';

/**
 * The transition table of a document's status (P-5). `refused` means: this change has no place in this status and is dropped as superseded.
 *
 * ```
 * accepted ─► processing ─► completed | empty | partial | failed
 *     ▲            │  ▲               │
 *     │            └──┘ next stage    │
 *     └──────── reprocess ◄───────────┘          any ─► purged (final)
 * ```
 */
export function nextDocumentStatus(current: DocumentStatus, change: DocumentChange): DocumentStatus | 'refused' {
  if (current === 'purged') return 'refused';
  switch (change.kind) {
    case 'stage_started':
      return 'processing';
    case 'stage_ended':
      return change.stage === 'graph' ? endStatus(change.outcomes) : 'processing';
    case 'stage_failed':
      return 'failed';
    case 'reprocess_requested':
      return 'accepted';
    case 'purged':
      return 'purged';
  }
}

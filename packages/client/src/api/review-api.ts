import type { DecisionReceipt, MergeRequest, Page, ReviewPairView, ReviewRequest, SplitRequest } from '@tributary/contracts';
import type { Http } from './http.js';

export interface ReviewFilter {
  readonly project: string;
  readonly type?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

/** What people decide about entities (P-53). */
export function reviewApi(http: Http) {
  const decide = (path: string, body: object) => http.json<DecisionReceipt>({ method: 'POST', path, body });
  return {
    /** Pairs that wait for a person, surest first. */
    review: (filter: ReviewFilter) => http.json<Page<ReviewPairView>>({ method: 'GET', path: '/v1/review', query: { ...filter } }),
    decideReview: (judgementId: string, request: ReviewRequest) => decide(`/v1/review/${encodeURIComponent(judgementId)}`, request),
    mergeEntities: (request: MergeRequest) => decide('/v1/entities/merge', request),
    splitEntity: (entityUuid: string, request: SplitRequest) => decide(`/v1/entities/${encodeURIComponent(entityUuid)}/split`, request),
    /** Takes back a merge, a split or an answer: what was held before holds again. */
    undoDecision: (decisionId: string) => decide(`/v1/decisions/${encodeURIComponent(decisionId)}/undo`, {}),
    /** Takes back one judgement, whoever made it; the matcher does not make it again. */
    revokeJudgement: (judgementId: string) => decide(`/v1/judgements/${encodeURIComponent(judgementId)}/revoke`, {}),
  };
}

import type { DecisionReceipt, DecisionView, EntityNameView, ReviewPairView, ReviewSideView } from '@tributary/contracts';
import { oneOf, orNull, ref, schemaOf, share, text, texts, time, uuid, uuids, whole } from './schema.js';

const name = { variant_id: uuid, name: text, document_count: whole, mention_count: whole };

/** Answers about what people decide of entities. */
export const reviewSchemas = {
  EntityNameView: schemaOf<EntityNameView>(name),
  DecisionView: schemaOf<DecisionView>({
    decision_id: uuid,
    kind: oneOf(['merge', 'split', 'review']),
    judgement: oneOf(['positive', 'negative']),
    decided_by: text,
    reason: orNull(text),
    decided_at: time,
    undone_by: orNull(text),
    undone_at: orNull(time),
    left: texts,
    right: texts,
    document_uuids: uuids,
  }),
  DecisionReceipt: schemaOf<DecisionReceipt>({ decision_id: orNull(uuid), entity_uuids: uuids }),
  ReviewSideView: schemaOf<ReviewSideView>({ ...name, entity_uuid: uuid, contexts: texts }),
  ReviewPairView: schemaOf<ReviewPairView>({
    judgement_id: uuid,
    type: text,
    judgement: oneOf(['positive', 'unsure']),
    score: share,
    evidence: texts,
    left: ref('ReviewSideView'),
    right: ref('ReviewSideView'),
  }),
} as const;

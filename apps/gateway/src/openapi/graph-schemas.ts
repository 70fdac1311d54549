import type {
  EntityDetail,
  EntityMentionView,
  EntityRelationView,
  EntitySummary,
  EvidenceView,
  GraphView,
  JudgementView,
  PathView,
  RelationView,
} from '@tributary/contracts';
import { listOf, oneOf, orNull, ref, schemaOf, share, text, texts, time, uuid, uuids, whole, yesNo } from './schema.js';

const evidence = {
  document_uuid: uuid,
  file_name: text,
  chunk_uuid: uuid,
  page: whole,
  start: whole,
  end: whole,
  quote: text,
  confidence: share,
};
const relation = {
  id: text,
  from: uuid,
  type: text,
  to: uuid,
  confidence: share,
  support_count: whole,
  document_uuids: uuids,
  evidence: listOf(ref('EvidenceView')),
};
const entity = { entity_uuid: uuid, project: text, name: text, type: text, aliases: texts, mention_count: whole, document_count: whole };
const graph = { nodes: listOf(ref('EntitySummary')), edges: listOf(ref('RelationView')), omitted_nodes: whole };

/** Answers about entities and what joins them. */
export const graphSchemas = {
  EvidenceView: schemaOf<EvidenceView>(evidence),
  RelationView: schemaOf<RelationView>(relation),
  EntitySummary: schemaOf<EntitySummary>(entity),
  EntityMentionView: schemaOf<EntityMentionView>({ ...evidence, mention_uuid: uuid, text, quote_start: whole }),
  EntityRelationView: schemaOf<EntityRelationView>({
    ...relation,
    direction: oneOf(['out', 'in']),
    other: schemaOf<EntityRelationView['other']>({ entity_uuid: uuid, name: text, type: text }),
  }),
  JudgementView: schemaOf<JudgementView>({
    judgement_id: uuid,
    judgement: oneOf(['positive', 'negative', 'unsure']),
    score: orNull(share),
    evidence: texts,
    author: text,
    reason: orNull(text),
    left: text,
    right: text,
    decided_at: time,
  }),
  EntityDetail: schemaOf<EntityDetail>({
    ...entity,
    mentions: listOf(ref('EntityMentionView')),
    mentions_truncated: yesNo,
    relations: listOf(ref('EntityRelationView')),
    names: listOf(ref('EntityNameView')),
    judgements: listOf(ref('JudgementView')),
    history: listOf(ref('DecisionView')),
  }),
  GraphView: schemaOf<GraphView>(graph),
  PathView: schemaOf<PathView>({ ...graph, found: yesNo, length: orNull(whole) }),
} as const;

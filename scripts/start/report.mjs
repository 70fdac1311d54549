// What came out: documents with their stages, and the graph, as data.
import { allPages } from '../../packages/client/dist/index.js';
import { stages } from './follow.mjs';

/** Relations that the summary shows. */
const shownRelations = 12;
/** Items of a list asked for at once. */
const pageSize = 200;
/** Types of entities that act. */
const actorTypes = new Set(['PERSON', 'ORGANIZATION']);
/** Nodes of the graph that are looked at for the strongest relations. */
const graphNodes = 2000;

/** Collects the result of a run from the API. */
export async function collectReport(api, { gatewayUrl, project, submission, startedAt }) {
  const documents = [];
  for await (const { document_uuid, parent_document_uuid } of allPages((page) => api.documents({ project, limit: pageSize, ...page }))) {
    if (submission.uuids.has(document_uuid) || submission.uuids.has(parent_document_uuid))
      documents.push(await api.document(document_uuid));
  }
  const rows = documents.map((document) => documentRow(document, isKnown(document, submission.known)));
  rows.sort((a, b) => (a.file_name < b.file_name ? -1 : 1));
  return {
    gateway_url: gatewayUrl,
    project,
    ms: Math.round(performance.now() - startedAt),
    documents: rows,
    rejected: submission.rejected,
    counts: countBy(rows, (row) => row.status),
    ...(await graphOf(api, project)),
  };
}

/** An attachment is known with the document that it hangs on. */
function isKnown({ document_uuid, parent_document_uuid }, known) {
  return known.has(document_uuid) || known.has(parent_document_uuid);
}

function documentRow(document, known) {
  const stageRows = stages.map((name) => document.stages.find(({ stage }) => stage === name)).filter((stage) => stage !== undefined);
  return {
    document_uuid: document.document_uuid,
    file_name: document.file_name,
    status: document.status,
    /** Whether these bytes had been submitted before: nothing ran for them. */
    known,
    parent_document_uuid: document.parent_document_uuid,
    category: document.category,
    stages: Object.fromEntries(
      stageRows.map(({ stage, outcome, status, reason, duration_ms }) => [stage, { outcome: outcome ?? status, reason, ms: duration_ms }]),
    ),
    error: document.error,
  };
}

async function graphOf(api, project) {
  const types = {};
  const names = new Map();
  for await (const entity of allPages((page) => api.entities({ project, limit: pageSize, ...page }))) {
    types[entity.type] = (types[entity.type] ?? 0) + 1;
    names.set(entity.entity_uuid, entity.name);
  }
  const graph = await api.graph({ project, limit: graphNodes });
  for (const node of graph.nodes) names.set(node.entity_uuid, node.name);
  const actors = new Set(graph.nodes.filter(({ type }) => actorTypes.has(type)).map((node) => node.entity_uuid));
  const edges = graph.edges.toSorted((a, b) => strength(b, actors) - strength(a, actors) || (a.id < b.id ? -1 : 1));
  return { entities: types, relations: edges.length, strongest: diverse(edges).map((edge) => relationRow(edge, names)) };
}

/** What people do with each other comes first; then documents that agree, then how often it is said, then how sure the reading is. */
function strength({ from, to, document_uuids, support_count, confidence }, actors) {
  const between = actors.has(from) && actors.has(to) ? 10_000 : 0;
  return between + document_uuids.length * 100 + support_count + confidence;
}

/** The strongest relations, at most three of a type, so that one kind of fact does not fill the page. */
function diverse(edges) {
  const seen = {};
  return edges.filter(({ type }) => (seen[type] = (seen[type] ?? 0) + 1) <= 3).slice(0, shownRelations);
}

function relationRow({ from, type, to, confidence, support_count, document_uuids, evidence }, names) {
  const [best] = evidence;
  return {
    from: names.get(from) ?? from,
    type,
    to: names.get(to) ?? to,
    confidence,
    support: support_count,
    documents: document_uuids.length,
    quote: best?.quote ?? null,
    file_name: best?.file_name ?? null,
    page: best?.page ?? null,
  };
}

function countBy(rows, keyOf) {
  const counts = {};
  for (const row of rows) counts[keyOf(row)] = (counts[keyOf(row)] ?? 0) + 1;
  return counts;
}

import type { GraphView, Page, PathView, RelationView } from '@tributary/contracts';
import { sql } from 'kysely';
import { projectIdOf } from '../intake/projects.js';
import type { Database } from '../schema/index.js';
import { decodeCursor, encodeCursor, type PageRequest } from './cursor.js';
import { entitySummaries } from './entity-summaries.js';
import { among, relations, type SymmetricTypes, touching } from './relations.js';

/** Pieces of evidence that a drawing carries per edge. */
const evidencePerEdge = 3;
/** Edges drawn for each node, at most. */
const edgesPerNode = 4;

export interface Neighbourhood {
  readonly entityUuid: string;
  /** Hops, from 1. */
  readonly depth: number;
  /** Nodes at most. */
  readonly limit: number;
}

/** The strongest relations of a project and the entities they join. `limit` counts relations. */
export async function projectGraph(db: Database, project: string, limit: number, symmetric: SymmetricTypes): Promise<GraphView> {
  const where = sql`r.project_id = ${projectIdOf(project)}`;
  const edges = await relations(db, { where, symmetric, limit, evidence: evidencePerEdge });
  const nodes = await entitySummaries(db, endsOf(edges));
  return { nodes, edges, omitted_nodes: 0 };
}

/** What stands around an entity, nearest first and strongest first within a hop; `undefined` when there is no such entity. */
export async function neighbourhood(
  db: Database,
  { entityUuid, depth, limit }: Neighbourhood,
  symmetric: SymmetricTypes,
): Promise<GraphView | undefined> {
  const shown = new Set([entityUuid]);
  let omitted = 0;
  let frontier = [entityUuid];
  for (let hop = 0; hop < depth && frontier.length > 0; hop++) {
    const fresh = (await neighbours(db, frontier)).filter((uuid) => !shown.has(uuid));
    frontier = fresh.slice(0, limit - shown.size);
    omitted += fresh.length - frontier.length;
    for (const uuid of frontier) shown.add(uuid);
  }
  const nodes = await entitySummaries(db, [...shown]);
  if (nodes.length === 0) return undefined;
  const edges = await relations(db, { where: among([...shown]), symmetric, limit: limit * edgesPerNode, evidence: evidencePerEdge });
  return { nodes, edges, omitted_nodes: omitted };
}

/** Entities looked at before a search for a path is given up. */
const mostVisited = 20_000;

/** A shortest way from one entity to the other over any relations, at most `maxLength` edges long. */
export async function findPath(
  db: Database,
  { from, to, maxLength }: { readonly from: string; readonly to: string; readonly maxLength: number },
  symmetric: SymmetricTypes,
): Promise<PathView> {
  const cameFrom = new Map<string, string>([[from, from]]);
  let frontier = [from];
  for (let length = 0; length < maxLength && frontier.length > 0 && !cameFrom.has(to) && cameFrom.size < mostVisited; length++) {
    const next: string[] = [];
    for (const { uuid, other } of await adjacent(db, frontier)) {
      if (cameFrom.has(other)) continue;
      cameFrom.set(other, uuid);
      next.push(other);
    }
    frontier = next;
  }
  if (!cameFrom.has(to)) return { found: false, length: null, nodes: [], edges: [], omitted_nodes: 0 };
  const way = wayTo(to, cameFrom);
  const between = await relations(db, { where: among(way), symmetric, limit: way.length * edgesPerNode * 2, evidence: evidencePerEdge });
  const edges = between.filter((edge) => Math.abs(way.indexOf(edge.from) - way.indexOf(edge.to)) === 1);
  return { found: true, length: way.length - 1, nodes: await entitySummaries(db, way), edges, omitted_nodes: 0 };
}

/** Relations that one document supports. */
export async function listDocumentRelations(
  db: Database,
  documentUuid: string,
  page: PageRequest,
  symmetric: SymmetricTypes,
): Promise<Page<RelationView>> {
  const [offset] = page.cursor === undefined ? [0] : decodeCursor(page.cursor, 'integer');
  const where = sql`r.document_uuid = ${documentUuid}`;
  const found = await relations(db, { where, symmetric, limit: page.limit + 1, offset: Number(offset), evidence: evidencePerEdge });
  return {
    items: found.slice(0, page.limit),
    next_cursor: found.length > page.limit ? encodeCursor([Number(offset) + page.limit]) : null,
  };
}

function endsOf(edges: readonly RelationView[]): string[] {
  return [...new Set(edges.flatMap(({ from, to }) => [from, to]))];
}

function wayTo(end: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const way = [end];
  for (let at = end, before = cameFrom.get(at); before !== undefined && before !== at; at = before, before = cameFrom.get(at))
    way.unshift(before);
  return way;
}

async function neighbours(db: Database, entityUuids: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ other: string }>`
    select other from (${adjacency(entityUuids)}) a group by other
    order by count(distinct document_uuid) desc, count(*) desc, other`.execute(db);
  return rows.map(({ other }) => other);
}

async function adjacent(
  db: Database,
  entityUuids: readonly string[],
): Promise<readonly { readonly uuid: string; readonly other: string }[]> {
  const { rows } = await sql<{ uuid: string; other: string }>`
    select uuid, other from (${adjacency(entityUuids)}) a group by uuid, other order by count(*) desc, uuid, other`.execute(db);
  return rows;
}

function adjacency(entityUuids: readonly string[]) {
  const mine = sql`any(${[...entityUuids]}::uuid[])`;
  return sql`
    select case when f.entity_uuid = ${mine} then f.entity_uuid else t.entity_uuid end as uuid,
      case when f.entity_uuid = ${mine} then t.entity_uuid else f.entity_uuid end as other, r.document_uuid
    from neo4j_relationships_staging r
    join neo4j_canonical_entities f on f.canonical_id = r.from_canonical_id
    join neo4j_canonical_entities t on t.canonical_id = r.to_canonical_id
    where f.entity_uuid <> t.entity_uuid and ${touching(entityUuids)}`;
}

import { createHash } from 'node:crypto';
import type { EntityNode, GraphRows, Relation } from '@tributary/contracts';

/** FollowTheMoney schemata for our labels; a label without one is left out: the model has no place for dates or amounts as things. */
const schemata: Readonly<Record<string, string>> = { Person: 'Person', Organization: 'Organization', Location: 'Address' };
/** Schema and the two properties that hold its ends. */
const interests: Readonly<Record<string, readonly [schema: string, from: string, to: string]>> = {
  EMPLOYED_BY: ['Employment', 'employee', 'employer'],
  HAS_ROLE_AT: ['Directorship', 'director', 'organization'],
  OWNS: ['Ownership', 'owner', 'asset'],
  SUBSIDIARY_OF: ['Ownership', 'asset', 'owner'],
  MEMBER_OF: ['Membership', 'member', 'organization'],
  REPRESENTED_BY: ['Representation', 'client', 'agent'],
  PAID: ['Payment', 'payer', 'beneficiary'],
  FAMILY_OF: ['Family', 'person', 'relative'],
};

/** FollowTheMoney entities (as Aleph, OpenSanctions and ftm-tools read them), one JSON object a line. */
export function* followTheMoney(graph: GraphRows): Generator<string> {
  const kept = new Map<string, EntityNode>();
  for (const row of graph.documents) {
    yield encode(`document-${row.id}`, 'Document', {
      fileName: [row.originalFileName],
      title: [row.title],
      contentHash: [row.contentSha256],
      mimeType: [row.fileType],
    });
  }
  for (const row of graph.entities) {
    const schema = schemata[row.label];
    if (!schema) continue;
    kept.set(row.uuid, row);
    const properties: Readonly<Record<string, readonly string[]>> =
      schema === 'Address' ? { full: [row.name] } : { name: [row.name], alias: row.aliases };
    yield encode(row.uuid, schema, properties);
  }
  for (const row of graph.relations) {
    if (kept.has(row.from) && kept.has(row.to)) yield relation(row);
  }
}

function relation(row: Relation): string {
  const [schema, from, to] = interests[row.type] ?? ['UnknownLink', 'subject', 'object'];
  const proof = row.documentIds.map((id) => `document-${id}`);
  const id = createHash('sha1').update(row.id).digest('hex');
  return encode(id, schema, { [from]: [row.from], [to]: [row.to], role: [row.type.toLowerCase().replaceAll('_', ' ')], proof });
}

function encode(id: string, schema: string, properties: Readonly<Record<string, readonly string[]>>): string {
  const filled = Object.fromEntries(Object.entries(properties).filter(([, values]) => values.some((value) => value !== '')));
  return `${JSON.stringify({ id, schema, properties: filled })}\n`;
}

import { allPages } from '@tributary/client';
import type { DocumentDetail } from '@tributary/contracts';
import { type Command, UsageError } from '../command.js';
import { duration, printable, table } from '../terminal/table.js';

const parts = ['text', 'chunks', 'mentions', 'entities', 'relations'] as const;
type Part = (typeof parts)[number];

export const show: Command = {
  name: 'show',
  usage: 'DOC [--part PART]',
  summary: 'a document with its stages, or what a stage made of it',
  positionals: { min: 1, max: 1 },
  options: { part: { type: 'string', says: `${parts.join(', ')}` } },
  async run({ positionals: [id = ''], text }, { api, out }) {
    const part = partOf(text('part'));
    if (part === undefined) out.result(await api.document(id), showDocument);
    else if (part === 'text') out.result(await api.text(id), (document) => document.text);
    else if (part === 'chunks') {
      for await (const chunk of allPages((page) => api.chunks(id, page)))
        out.result(chunk, ({ index, start, end, text: words }) => `[${index}] ${start}–${end}\n${words}\n`);
    } else if (part === 'mentions') {
      for await (const mention of allPages((page) => api.mentions(id, page))) {
        out.result(mention, ({ type, start, end, text: words }) => `${type}  ${start}–${end}  ${printable(words)}`);
      }
    } else if (part === 'entities') {
      for await (const entity of allPages((page) => api.documentEntities(id, page))) {
        out.result(entity, ({ entity_uuid, type, name }) => `${entity_uuid}  ${type}  ${printable(name)}`);
      }
    } else {
      for await (const relation of allPages((page) => api.documentRelations(id, page))) {
        out.result(relation, ({ from, type, to, evidence }) => `${from}  ${type}  ${to}  “${printable(evidence[0]?.quote ?? '')}”`);
      }
    }
    return 'ok';
  },
};

function partOf(given: string | undefined): Part | undefined {
  if (given === undefined) return undefined;
  const part = parts.find((known) => known === given);
  if (part === undefined) throw new UsageError(`${given} is no part of a document; there are ${parts.join(', ')}`);
  return part;
}

function showDocument(document: DocumentDetail): string {
  const rows = document.stages.map((stage) => [
    stage.stage,
    stage.status,
    stage.attempts,
    duration(stage.duration_ms),
    stage.cache_hit ? 'cached' : '',
    stage.error === null ? (stage.reason ?? stage.warnings.join('; ')) : `${stage.error.code}: ${stage.error.message}`,
  ]);
  return [
    `${printable(document.file_name)}  (${document.project})`,
    `${document.status}, version ${document.processing_version}${document.category === null ? '' : `, ${document.category}`}`,
    '',
    table(['stage', 'status', 'attempts', 'took', '', ''], rows),
  ].join('\n');
}

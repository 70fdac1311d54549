import { expect, test } from 'vitest';
import { canonicalDump } from './canonical-dump.js';
import { displayIds } from './display-id.js';
import { entityLabel, relationLabel } from './entity-label.js';
import { sampleDocuments, sampleGraph } from './testing/sample-graph.js';

test('the dump names everything by content', () => {
  const lines = canonicalDump(sampleGraph(sampleDocuments)).trimEnd().split('\n');
  expect(lines.filter((line) => line.startsWith('entity'))).toEqual([
    'entity\tLocation:Rome\taliases=\tmentions=1\tdocuments=1',
    'entity\tOrganization:Acme Corp\taliases=\tmentions=2\tdocuments=2',
    'entity\tOrganization:Beta "Ltd"\taliases=\tmentions=1\tdocuments=1',
    'entity\tPerson:Ann Lee\taliases=\tmentions=2\tdocuments=2',
    'entity\tPerson:Carl Fox\taliases=\tmentions=2\tdocuments=2',
  ]);
  expect(lines.filter((line) => line.startsWith('relation')).map((line) => line.split('\t').slice(1, 4).join(' '))).toEqual([
    'Organization:Acme Corp LOCATED_IN Location:Rome',
    'Organization:Acme Corp PAID Organization:Beta "Ltd"',
    'Person:Ann Lee EMPLOYED_BY Organization:Acme Corp',
    'Person:Ann Lee FAMILY_OF Person:Carl Fox',
  ]);
});

test('other ids and another order of documents give the same dump', () => {
  const dump = canonicalDump(sampleGraph(sampleDocuments, 'one'));
  for (const seed of ['two', 'three', 'four', 'five']) {
    expect(canonicalDump(sampleGraph(sampleDocuments.toReversed(), seed))).toBe(dump);
  }
});

test('another version of the same document gives the same dump, another text does not', () => {
  const graph = sampleGraph(sampleDocuments);
  const newer = { ...graph, documents: graph.documents.map((row) => ({ ...row, version: 2, updatedAt: '2030-01-01T00:00:00.000Z' })) };
  expect(canonicalDump(newer)).toBe(canonicalDump(graph));
  const other = { ...graph, chunks: graph.chunks.map((row) => ({ ...row, text: `${row.text} More.` })) };
  expect(canonicalDump(other)).not.toBe(canonicalDump(graph));
});

test('homonyms are told apart by where they stand, not by their ids', () => {
  const documents = [
    { file: 'a.txt', chunks: ['John Smith here.'], names: [['John Smith#1', 'PERSON']] as const },
    { file: 'b.txt', chunks: ['There John Smith.'], names: [['John Smith#2', 'PERSON']] as const },
  ];
  const dump = canonicalDump(sampleGraph(documents, 'one'));
  expect(dump).toContain('Person:John Smith #2');
  expect(canonicalDump(sampleGraph(documents.toReversed(), 'two'))).toBe(dump);
});

test('display ids are unique within a label, plain where nobody else has the name', () => {
  const ids = displayIds([
    { uuid: '11111111-0', label: 'Person', name: 'John Smith' },
    { uuid: '22222222-0', label: 'Person', name: 'John Smith' },
    { uuid: '33333333-0', label: 'Location', name: 'John Smith' },
  ]);
  expect([...ids.values()]).toEqual(['John Smith ~11111111', 'John Smith ~22222222', 'John Smith']);
});

test('labels are what Cypher can write unquoted', () => {
  expect(['PERSON', 'BANK_ACCOUNT', 'müll', '42', ''].map(entityLabel)).toEqual(['Person', 'BankAccount', 'MLl', 'Entity42', 'Entity']);
  expect(['EMPLOYED_BY', 'called at', '1st'].map(relationLabel)).toEqual(['EMPLOYED_BY', 'CALLED_AT', 'RELATION_1ST']);
});

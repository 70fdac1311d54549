/** Constraints and indexes that the projection and the tools on top of it rely on; each is safe to repeat. */
export const schemaStatements: readonly string[] = [
  'CREATE CONSTRAINT document_id IF NOT EXISTS FOR (n:Document) REQUIRE n.id IS UNIQUE',
  'CREATE CONSTRAINT chunk_id IF NOT EXISTS FOR (n:Chunk) REQUIRE n.id IS UNIQUE',
  'CREATE CONSTRAINT entity_uuid IF NOT EXISTS FOR (n:__Entity__) REQUIRE n.uuid IS UNIQUE',
  'CREATE INDEX document_file_name IF NOT EXISTS FOR (n:Document) ON (n.fileName)',
  'CREATE INDEX document_project IF NOT EXISTS FOR (n:Document) ON (n.projectId)',
  'CREATE INDEX chunk_document IF NOT EXISTS FOR (n:Chunk) ON (n.documentId)',
  'CREATE INDEX entity_id IF NOT EXISTS FOR (n:__Entity__) ON (n.id)',
  'CREATE INDEX entity_name IF NOT EXISTS FOR (n:__Entity__) ON (n.name)',
  'CREATE INDEX entity_project IF NOT EXISTS FOR (n:__Entity__) ON (n.projectId)',
  'CREATE FULLTEXT INDEX keyword IF NOT EXISTS FOR (n:Chunk) ON EACH [n.text]',
  'CREATE FULLTEXT INDEX entities IF NOT EXISTS FOR (n:__Entity__) ON EACH [n.id, n.description]',
];

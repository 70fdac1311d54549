import { type Check, patienceMs, reasonOf } from './finding.js';

export const checkDatabase: Check = async ({ databaseUrl }) => {
  const part = 'postgres';
  if (databaseUrl === undefined) return { part, verdict: 'skipped', says: 'DATABASE_URL is not set here' };
  const { createDatabase, requireSchema, SchemaOutdatedError } = await import('@tributary/database');
  const database = createDatabase({
    url: databaseUrl,
    poolSize: 1,
    applicationName: 'tributary-doctor',
    connectTimeoutMs: patienceMs,
    statementTimeoutMs: patienceMs,
  });
  try {
    await requireSchema(database);
    return { part, verdict: 'ok', says: 'answers, and its schema is up to date' };
  } catch (error) {
    if (error instanceof SchemaOutdatedError) return { part, verdict: 'problem', says: error.message, advice: 'tributary migrate' };
    return { part, verdict: 'problem', says: `does not answer (${reasonOf(error)})`, advice: 'is it running, and is DATABASE_URL right?' };
  } finally {
    await database.destroy();
  }
};

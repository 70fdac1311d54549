import { testDatabase } from '@tributary/testing';
import { createDatabase } from '../connection/create-database.js';
import { migrate } from '../migrations/migrate.js';
import type { Database } from '../schema/index.js';

/** A migrated database of its own, with a pool for the test. */
export async function migratedDatabase(poolSize = 10): Promise<{ readonly db: Database; readonly url: string }> {
  const { url } = await testDatabase({ prepare: migrate, template: 'migrated' });
  return { db: createDatabase({ url, poolSize, applicationName: 'test' }), url };
}

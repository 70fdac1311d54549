import { type Command, UsageError } from '../command.js';

export const migrateDatabase: Command = {
  name: 'migrate',
  usage: '',
  summary: 'bring the database schema up to date (DATABASE_URL)',
  positionals: { min: 0, max: 0 },
  async run(_args, { config, out }) {
    if (config.databaseUrl === undefined)
      throw new UsageError('set DATABASE_URL to the database, e.g. postgres://user:password@host:5432/tributary');
    // Loaded here: no other command pays for a database driver.
    const { migrate } = await import('@tributary/database');
    const applied = await migrate(config.databaseUrl);
    out.result({ applied }, () => (applied.length === 0 ? 'the schema is up to date' : `applied ${applied.join(', ')}`));
    return 'ok';
  },
};

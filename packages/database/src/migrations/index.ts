import type { Migration } from 'kysely/migration';
import { init } from './0001-init.js';
import { registry } from './0002-registry.js';
import { idempotency } from './0003-idempotency.js';
import { quarantineDecisions } from './0004-quarantine-decisions.js';
import { entityDecisions } from './0005-entity-decisions.js';
import { leanRuns } from './0006-lean-runs.js';
import { leanMentions } from './0007-lean-mentions.js';
import { leanContents } from './0008-lean-contents.js';

/** Every migration by its name, applied in the order of names. A static record: bundlers and packages need no file system. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-init': init,
  '0002-registry': registry,
  '0003-idempotency': idempotency,
  '0004-quarantine-decisions': quarantineDecisions,
  '0005-entity-decisions': entityDecisions,
  '0006-lean-runs': leanRuns,
  '0007-lean-mentions': leanMentions,
  '0008-lean-contents': leanContents,
};

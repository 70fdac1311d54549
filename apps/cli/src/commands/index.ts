import type { Command } from '../command.js';
import { deadLetters } from './dead-letters.js';
import { doctor } from './doctor.js';
import { entities } from './entities.js';
import { entity } from './entity.js';
import { erase } from './erase.js';
import { exportGraph } from './export.js';
import { merge } from './merge.js';
import { migrateDatabase } from './migrate.js';
import { quarantine } from './quarantine.js';
import { reprocess } from './reprocess.js';
import { review } from './review.js';
import { show } from './show.js';
import { split } from './split.js';
import { status } from './status.js';
import { submit } from './submit.js';
import { undo } from './undo.js';
import { watch } from './watch.js';

/** Every command. To add one: write its file, add it here. */
export const commands: readonly Command[] = [
  submit,
  watch,
  status,
  show,
  reprocess,
  deadLetters,
  quarantine,
  entities,
  entity,
  merge,
  split,
  undo,
  review,
  exportGraph,
  erase,
  migrateDatabase,
  doctor,
];

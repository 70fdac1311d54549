import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The checkout, whether this runs from its source or built. */
export const root = upwards(import.meta.dirname);

function upwards(folder: string): string {
  return existsSync(join(folder, 'pnpm-workspace.yaml')) ? folder : upwards(dirname(folder));
}

import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where downloads that outlive a checkout are kept: `~/.cache/tributary`. */
export function cacheDir(): string {
  return join(homedir(), '.cache', 'tributary');
}

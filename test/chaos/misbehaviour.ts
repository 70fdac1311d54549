/** Documents that do harm, by the beginning of their file name. */
export const misbehaviours = {
  /** Never ends. */
  hang: 'hang-',
  /** Blocks the event loop for longer than the lease. */
  spin: 'spin-',
  /** Takes its process with it. */
  kill: 'kill-',
} as const;

/** Does what the file name says. */
export async function misbehave(fileName: string): Promise<void> {
  if (fileName.startsWith(misbehaviours.kill)) process.kill(process.pid, 'SIGKILL');
  if (fileName.startsWith(misbehaviours.hang)) await new Promise(() => undefined);
  if (fileName.startsWith(misbehaviours.spin)) spin(spinMs);
}

/** Longer than the lease of the tests. */
const spinMs = 6000;

function spin(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

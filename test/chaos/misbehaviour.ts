/** Documents that do harm, by the beginning of their file name. */
export const misbehaviours = {
  /** Never ends. */
  hang: 'hang-',
  /** Fills the memory of its process until it dies of it. */
  exhaust: 'oom-',
} as const;

/** Does what the file name says. */
export async function misbehave(fileName: string): Promise<void> {
  if (fileName.startsWith(misbehaviours.exhaust)) exhaust();
  if (fileName.startsWith(misbehaviours.hang)) await new Promise(() => undefined);
}

/** Blocks the event loop, as a parser without end would. */
export function spin(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

function exhaust(): never {
  const hoard: number[][] = [];
  for (;;) hoard.push(Array.from({ length: 1_000_000 }, () => hoard.length));
}

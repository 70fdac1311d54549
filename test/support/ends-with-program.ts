const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
const open: (() => Promise<unknown>)[] = [];

/**
 * How to end what a program started, which happens too when somebody ends the program early, such as a time limit: no server and no service stays behind.
 * What was started last ends first.
 */
export function endsWithProgram(stop: () => Promise<unknown>): () => Promise<void> {
  if (open.length === 0) for (const signal of Object.keys(signals)) process.on(signal, leave);
  open.push(stop);
  return async () => {
    withdraw(stop);
    await stop();
  };
}

function withdraw(stop: () => Promise<unknown>): void {
  const at = open.indexOf(stop);
  if (at >= 0) open.splice(at, 1);
  if (open.length === 0) for (const signal of Object.keys(signals)) process.off(signal, leave);
}

function leave(signal: keyof typeof signals): void {
  void stopAll().finally(() => process.exit(signals[signal]));
}

async function stopAll(): Promise<void> {
  for (const stop of open.splice(0).toReversed()) await stop().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
}

import { readFileSync } from 'node:fs';
import type { Site, Worker } from '../site.js';

/** Lines of the running services' logs that hold a text. */
export function linesOf({ workers }: Site, text: string): string[] {
  return [...workers].flatMap(({ log }) => linesIn(log).filter((line) => line.includes(text)));
}

/** Lines of level error that a service wrote after it was told to stop. */
export function complaintsOf({ log }: Worker): string[] {
  const lines = linesIn(log);
  const told = lines.findIndex((line) => line.includes('"msg":"stopping"'));
  return lines.slice(told < 0 ? lines.length : told).filter((line) => /"level":[56]0|Error:/.test(line));
}

function linesIn(log: string): string[] {
  return readFileSync(log, 'utf8').split('\n');
}

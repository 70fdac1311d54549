import { Redis } from 'ioredis';
import { stages } from './keys.js';

const [redisUrl = '', stageText = '1'] = process.argv.slice(2);
export const url = redisUrl;
/** From 1 to `stages`. */
export const stage = Number(stageText);
export const isLast = stage === stages;

/** What a stage does: nothing, but it reads the value as an object and writes it as text. */
export function work(json: string | null): string {
  const value = JSON.parse(json ?? '{}') as Record<string, unknown>;
  value['stage'] = stage;
  return JSON.stringify(value);
}

export function connect(): Redis {
  return new Redis(url, { maxRetriesPerRequest: null });
}

export function ready(): void {
  process.on('disconnect', () => process.exit(0));
  process.send?.('ready');
}

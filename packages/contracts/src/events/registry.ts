import type { StageName } from '../stage.js';
import { DocumentCleanupCompleted, DocumentCleanupRequested } from './cleanup.js';
import {
  DocumentEntitiesExtracted,
  DocumentEntitiesResolved,
  DocumentGraphCompleted,
  DocumentOcrCompleted,
  DocumentTextCompleted,
} from './flow.js';
import { DocumentFailed, DocumentStatusChanged } from './outcome.js';
import { DocumentAccepted, DocumentEventRejected, DocumentSubmitted } from './submission.js';

/** Every event there is. To add one: write its class, add it here, run `pnpm gen contracts`. */
export const eventContracts = [
  DocumentSubmitted,
  DocumentAccepted,
  DocumentOcrCompleted,
  DocumentTextCompleted,
  DocumentEntitiesExtracted,
  DocumentEntitiesResolved,
  DocumentGraphCompleted,
  DocumentCleanupRequested,
  DocumentCleanupCompleted,
  DocumentFailed,
  DocumentEventRejected,
  DocumentStatusChanged,
] as const;

export type EventContract = (typeof eventContracts)[number];
export type EventType = EventContract['type'];
export type EventOf<C extends EventContract> = InstanceType<C>;

/** Any event class: the static side says type and version, the instance side the payload. */
export interface EventClass<E extends object = object> {
  new (): E;
  readonly type: EventType;
  readonly version: number;
}

/** Streams that anyone may write to: one key each, without partition. */
export const publicEventTypes = [DocumentSubmitted.type, DocumentCleanupRequested.type] as const;

export function contractOf(type: string): EventContract | undefined {
  return eventContracts.find((contract) => contract.type === type);
}

export function isPublicEventType(type: string): boolean {
  return (publicEventTypes as readonly string[]).includes(type);
}

const consumers: Readonly<Partial<Record<EventType, StageName | 'gateway'>>> = {
  [DocumentSubmitted.type]: 'gateway',
  [DocumentAccepted.type]: 'ocr',
  [DocumentOcrCompleted.type]: 'text',
  [DocumentTextCompleted.type]: 'entity',
  [DocumentEntitiesExtracted.type]: 'resolution',
  [DocumentEntitiesResolved.type]: 'graph',
  [DocumentCleanupRequested.type]: 'cleanup',
};

/** The service whose work an event is; `undefined` when it is for anyone. Its name is its group's name. */
export function consumerOf(type: EventType): StageName | 'gateway' | undefined {
  return consumers[type];
}

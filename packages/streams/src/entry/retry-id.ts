import { type CloudEvent, isPublicEventType } from '@tributary/contracts';

/** Under which id an event waits for its retry. Events of the flow have unique ids; on public streams an id is unique only together with its source. */
export function retryIdOf(event: CloudEvent): string {
  return isPublicEventType(event.type) ? `${event.source}\u001f${event.id}` : event.id;
}

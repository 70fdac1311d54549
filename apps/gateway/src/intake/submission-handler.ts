import { type KeySpace, streamEntry } from '@tributary/cache-keys';
import { type CloudEvent, type DocumentSubmitted, encodeCloudEvent, type RejectionCode } from '@tributary/contracts';
import type { Delivery, DeliveryHandler, Quarantine, Settlement, SettleResult } from '@tributary/stage-kit';
import type { DocumentIntake } from './document-intake.js';

export interface SubmissionHandlerDeps {
  readonly intake: DocumentIntake;
  readonly quarantine: Quarantine;
  readonly space: KeySpace;
  /** Projects that may be submitted to; empty means all. */
  readonly projects: readonly string[];
  /** Notes that an event of the outbox was published. */
  markSent(eventIds: readonly string[]): void;
}

/** Accepts documents from the public stream. The entry is acknowledged after the record is committed; the document's first event leaves with the acknowledgement. */
export class SubmissionHandler implements DeliveryHandler {
  private readonly leaving = new WeakMap<Settlement, string>();

  constructor(private readonly deps: SubmissionHandlerDeps) {}

  async handle(delivery: Delivery): Promise<Settlement> {
    const event = delivery.event as CloudEvent<DocumentSubmitted>;
    const { projects, intake, space } = this.deps;
    if (projects.length > 0 && !projects.includes(event.data.project)) {
      return this.refuse(delivery, 'project_forbidden', `this stream may submit to ${projects.join(', ')}`, 'project');
    }
    const acceptance = await intake.acceptAnyway(event, delivery.signal);
    if (acceptance.kind !== 'accepted') return { kind: 'acknowledge' };
    const settlement: Settlement = { kind: 'acknowledge', effects: { publish: [streamEntry(space, acceptance.event)] } };
    this.leaving.set(settlement, acceptance.event.id);
    return settlement;
  }

  /** What ended its workers must not end more: it is put aside where people see it. */
  async exhausted(delivery: Delivery): Promise<Settlement> {
    return this.refuse(delivery, 'crash_loop', `given up after ${delivery.deliveries} deliveries and ${delivery.attempt} attempts`, '');
  }

  settled(_delivery: Delivery, settlement: Settlement, result: SettleResult): void {
    const eventId = this.leaving.get(settlement);
    if (eventId !== undefined && result === 'settled') this.deps.markSent([eventId]);
  }

  private async refuse(
    { event, stream, entryId, group }: Delivery,
    reason: RejectionCode,
    rule: string,
    position: string,
  ): Promise<Settlement> {
    const fields = encodeCloudEvent(event).map((field) => Buffer.from(field));
    await this.deps.quarantine.keep({ stream, entryId, group, fields, reason, rule, position });
    return { kind: 'acknowledge' };
  }
}

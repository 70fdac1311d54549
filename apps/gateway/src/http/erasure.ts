import { setTimeout as wait } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { ErasureReceipt } from '@tributary/contracts';
import { type Database, findCleanup, requestEvents } from '@tributary/database';
import { purgeEvent } from '../intake/cleanup-requests.js';
import type { EventAnnouncer } from '../intake/event-announcer.js';
import { ANNOUNCER, DATABASE } from '../tokens.js';

/** Milliseconds a caller waits for the receipt before it is told to come back, and between two looks. */
const patienceMs = 10_000;
const lookEveryMs = 200;

/** Has documents erased everywhere by the cleanup service (P-61). */
@Injectable()
export class Erasure {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(ANNOUNCER) private readonly announcer: EventAnnouncer,
  ) {}

  /** Asks for it, durably, and waits a while for the receipt. Asking again is harmless, and gives the receipt once there is one. */
  async erase(documentUuid: string, project: string): Promise<ErasureReceipt> {
    const event = purgeEvent(documentUuid, project, new Date());
    const before = await this.receipt(documentUuid, event.id);
    if (before.status === 'erased') return before;
    await requestEvents(this.db, [event]);
    await this.announcer.announce([event]);
    const end = Date.now() + patienceMs;
    let receipt = before;
    while (receipt.status === 'erasing' && Date.now() < end) {
      await wait(lookEveryMs);
      receipt = await this.receipt(documentUuid, event.id);
    }
    return receipt;
  }

  private async receipt(documentUuid: string, eventId: string): Promise<ErasureReceipt> {
    const cleanup = await findCleanup(this.db, eventId);
    if (cleanup?.finished !== true) return { document_uuid: documentUuid, status: 'erasing', deleted: null };
    return { document_uuid: documentUuid, status: 'erased', deleted: cleanup.deleted };
  }
}

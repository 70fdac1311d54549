import type { BulkTicket } from '@tributary/cache-keys';
import { runway } from '../broker.js';

interface Waiting {
  readonly ticket: BulkTicket;
  readonly fields: readonly (string | Buffer)[];
  readonly turn: number;
}

/** What waits beside one stream: projects take turns, as on Redis. */
export class MemoryLane {
  readonly #waiting = new Map<string, Waiting>();
  readonly #turns = new Map<string, number>();
  #position = 0;

  get size(): number {
    return this.#waiting.size;
  }

  /** Whether the event has to wait, given what lies in the stream undelivered. */
  enter(ticket: BulkTicket, fields: readonly (string | Buffer)[], lag: number): boolean {
    if (this.#waiting.size === 0 && ticket.group !== undefined && lag < runway) return false;
    if (this.#waiting.has(ticket.id)) return true;
    const turn = Math.max(this.#position, this.#turns.get(ticket.project) ?? 0) + 1;
    this.#turns.set(ticket.project, turn);
    this.#waiting.set(ticket.id, { ticket, fields, turn });
    return true;
  }

  /** The entries whose turn it is. */
  take(count: number): readonly (readonly (string | Buffer)[])[] {
    const first = [...this.#waiting.values()]
      .sort((a, b) => a.turn - b.turn || (a.ticket.id < b.ticket.id ? -1 : 1))
      .slice(0, Math.max(0, count));
    for (const { ticket, turn } of first) {
      this.#waiting.delete(ticket.id);
      this.#position = turn;
    }
    if (this.#waiting.size === 0) {
      this.#turns.clear();
      this.#position = 0;
    }
    return first.map(({ fields }) => fields);
  }
}

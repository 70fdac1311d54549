import { Inject, Injectable } from '@nestjs/common';
import { type Database, type DocumentReading, findReading, findReadingStamp } from '@tributary/database';
import { DATABASE } from '../tokens.js';

interface Kept {
  readonly stamp: string;
  readonly bytes: number;
  readonly reading: Promise<DocumentReading | undefined>;
}

/** Of all readings that are kept, as they are stored; unpacked they are some ten times larger. Bytes. */
const mostBytes = 4 * 1024 * 1024;

/**
 * What was read of documents, page by page. Who looks through a document asks for one page after the other: it is unpacked once, not for each of them.
 * Whether it is still the same is asked every time.
 */
@Injectable()
export class Readings {
  /** The one used last stands last. */
  private readonly kept = new Map<string, Kept>();

  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** `undefined` before the ocr stage has ended. */
  async find(documentUuid: string): Promise<DocumentReading | undefined> {
    const current = await findReadingStamp(this.db, documentUuid);
    const known = this.kept.get(documentUuid);
    this.kept.delete(documentUuid);
    if (current === undefined) return undefined;
    if (known?.stamp === current.stamp) {
      this.kept.set(documentUuid, known);
      return known.reading;
    }
    return this.load(documentUuid, current);
  }

  private async load(documentUuid: string, current: Omit<Kept, 'reading'>): Promise<DocumentReading | undefined> {
    const reading = findReading(this.db, documentUuid);
    this.kept.set(documentUuid, { ...current, reading });
    this.makeRoom();
    try {
      return await reading;
    } catch (error) {
      this.kept.delete(documentUuid);
      throw error;
    }
  }

  private makeRoom(): void {
    let bytes = [...this.kept.values()].reduce((sum, kept) => sum + kept.bytes, 0);
    for (const [oldest, kept] of this.kept) {
      if (bytes <= mostBytes) return;
      this.kept.delete(oldest);
      bytes -= kept.bytes;
    }
  }
}

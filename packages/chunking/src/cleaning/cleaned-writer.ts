import type { CleanedText } from '@tributary/contracts';

/** Builds the cleaned text and its offset map from left to right. Stretches that are copied unchanged cost one slice, however long. */
export class CleanedWriter {
  private readonly parts: string[] = [];
  private readonly runs: [number, number, number][] = [];
  private copyStart = 0;
  private copyEnd = 0;
  /** Length of the cleaned text so far. */
  length = 0;

  constructor(private readonly source: string) {}

  /** Copies the source range unchanged. */
  copy(start: number, end: number): void {
    if (end <= start) return;
    if (start !== this.copyEnd || this.copyStart === this.copyEnd) {
      this.flush();
      this.copyStart = start;
    }
    this.copyEnd = end;
    this.map(start, end - start);
  }

  /** Writes `text` for one source character: its first character is mapped to it, further ones are added text. */
  replace(text: string, sourceStart: number): void {
    this.flush();
    this.parts.push(text);
    this.map(sourceStart, 1);
    this.length += text.length - 1;
  }

  /** Writes text that the source does not have. */
  insert(text: string): void {
    this.flush();
    this.parts.push(text);
    this.length += text.length;
  }

  finish(): { readonly text: string; readonly offset_map: CleanedText['offset_map'] } {
    this.flush();
    return { text: this.parts.join(''), offset_map: this.runs };
  }

  private map(sourceStart: number, length: number): void {
    const last = this.runs.at(-1);
    if (last !== undefined && last[0] + last[2] === this.length && last[1] + last[2] === sourceStart) last[2] += length;
    else this.runs.push([this.length, sourceStart, length]);
    this.length += length;
  }

  private flush(): void {
    if (this.copyEnd > this.copyStart) this.parts.push(this.source.slice(this.copyStart, this.copyEnd));
    this.copyStart = this.copyEnd;
  }
}

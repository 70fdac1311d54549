/** Collects the cells of one table while its tags go by. */
export class TableCells {
  private readonly rows: string[][] = [];
  private row: string[] = [];
  private cell: string[] = [];

  /** Text that bad markup puts between cells goes into the next one. */
  add(text: string): void {
    this.cell.push(text);
  }

  endCell(): void {
    this.row.push(this.cell.join('\n'));
    this.cell = [];
  }

  endRow(): void {
    if (this.cell.length > 0) this.endCell();
    if (this.row.some((cell) => cell !== '')) this.rows.push(this.row);
    this.row = [];
  }

  /** Rows with text, each as long as it was written. */
  finish(): readonly (readonly string[])[] {
    this.endRow();
    return this.rows;
  }
}

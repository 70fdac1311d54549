const words =
  'the agreement between parties shall remain in force until notice is given by either company in writing and delivered to the registered office'.split(
    ' ',
  );

const linesOnPage = 50;

/** A PDF of pages with 50 lines in one or two columns, the same for the same numbers. */
export function printedPdf(pages: number, columns: 1 | 2): Uint8Array {
  const objects = ['<< /Type /Catalog /Pages 2 0 R >>', '', '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'];
  const kids: string[] = [];
  for (let page = 0; page < pages; page += 1) {
    const content = pageContent(page, columns);
    kids.push(`${objects.length + 1} 0 R`);
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${objects.length + 2} 0 R >>`,
    );
    objects.push(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
  }
  objects[1] = `<< /Type /Pages /Count ${pages} /Kids [${kids.join(' ')}] >>`;
  return Buffer.from(fileOf(objects), 'latin1');
}

/** The lines of such a PDF in reading order: columns one after the other, though they alternate in the file. */
export function printedLines(pages: number, columns: 1 | 2): readonly string[] {
  const lines: string[] = [];
  for (let page = 0; page < pages; page += 1) {
    for (let column = 0; column < columns; column += 1) {
      for (let line = 0; line < linesOnPage; line += 1) lines.push(printedLine(page, line, column, columns));
    }
  }
  return lines;
}

function pageContent(page: number, columns: 1 | 2): string {
  const lines: string[] = [];
  for (let line = 0; line < linesOnPage; line += 1) {
    for (let column = 0; column < columns; column += 1) {
      const text = printedLine(page, line, column, columns);
      lines.push(`BT /F1 10 Tf 1 0 0 1 ${50 + column * 265} ${790 - line * 15} Tm (${text}) Tj ET`);
    }
  }
  return lines.join('\n');
}

function printedLine(page: number, line: number, column: number, columns: 1 | 2): string {
  return lineOf(page * 100 + line * 2 + column, columns === 1 ? 16 : 8);
}

function lineOf(seed: number, count: number): string {
  const picked = Array.from({ length: count }, (_, index) => words[(seed * 31 + index * 7 + ((seed * index) % 5)) % words.length] ?? '');
  return picked.join(' ').slice(0, count * 6);
}

function fileOf(objects: readonly string[]): string {
  let file = '%PDF-1.7\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const start = file.length;
  return `${file}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}trailer\n<< /Root 1 0 R /Size ${objects.length + 1} >>\nstartxref\n${start}\n%%EOF\n`;
}

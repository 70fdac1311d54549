// PDF files: pages of text in a standard font, or pages that are only a picture.

/** A4 is 595 × 842 points; body text has a 72 point margin. */
const page = { width: 612, height: 792, margin: 72, size: 11, leading: 15 };
/** Characters that fit on a line of Times 11: about 4.9 points each. */
const lineLength = 92;

/** @param pages arrays of `{ h }` headings, `{ c }` centred lines and `{ p }` paragraphs */
export function textPdf({ title, pages }) {
  const objects = [];
  const kids = pages.map((blocks) => {
    const content = objects.push(stream(drawPage(blocks)));
    return objects.push((parent) =>
      pageObject(
        parent,
        `${content + 2} 0 R`,
        '<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >> /F2 << /Type /Font /Subtype /Type1 /BaseFont /Times-Bold /Encoding /WinAnsiEncoding >> >> >>',
      ),
    );
  });
  return assemble(objects, kids, title);
}

/** @param images JPEG bytes with their size in pixels, one per page */
export function imagePdf(images, title) {
  const objects = [];
  const kids = images.map(({ bytes, width, height }) => {
    const head = `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode`;
    const image = objects.push(stream(bytes, head));
    const content = objects.push(stream(Buffer.from(`${page.width} 0 0 ${page.height} 0 0 cm /Im0 Do`)));
    return objects.push((parent) => pageObject(parent, `${content + 2} 0 R`, `<< /XObject << /Im0 ${image + 2} 0 R >> >>`));
  });
  return assemble(objects, kids, title);
}

function drawPage(blocks) {
  let y = page.height - page.margin;
  const lines = blocks.flatMap(({ h, c, p }) => {
    const wrapped = wrap(h ?? c ?? p).map((text) => {
      const x = c === undefined ? page.margin : (page.width - text.length * 6.2) / 2;
      y -= page.leading;
      return `/F${p === undefined ? 2 : 1} ${page.size} Tf 1 0 0 1 ${x.toFixed(1)} ${y} Tm (${escapeText(text)}) Tj`;
    });
    y -= page.leading * 0.6;
    return wrapped;
  });
  return Buffer.from(`BT\n${lines.join('\n')}\nET`, 'latin1');
}

function wrap(text) {
  const lines = [''];
  for (const word of text.split(' ')) {
    if (lines.at(-1).length + word.length + 1 > lineLength) lines.push('');
    lines[lines.length - 1] += `${lines.at(-1) === '' ? '' : ' '}${word}`;
  }
  return lines;
}

/** Curly quotes, dashes and § in Windows-1252, which the fonts are declared to use. */
function escapeText(text) {
  const special = { '’': '\x92', '‘': '\x91', '“': '\x93', '”': '\x94', '–': '\x96', '—': '\x97' };
  return text.replaceAll(/[’‘“”–—]/g, (char) => special[char]).replaceAll(/[\\()]/g, '\\$&');
}

function stream(bytes, head = '') {
  return () => Buffer.concat([Buffer.from(`<< ${head} /Length ${bytes.length} >>\nstream\n`), bytes, Buffer.from('\nendstream')]);
}

function pageObject(parent, content, resources) {
  return Buffer.from(
    `<< /Type /Page /Parent ${parent} /MediaBox [0 0 ${page.width} ${page.height}] /Contents ${content} /Resources ${resources} >>`,
  );
}

/** Objects 1 and 2 are catalog and page tree; the others follow in order. */
function assemble(objects, kids, title) {
  const tree = `<< /Type /Pages /Kids [${kids.map((kid) => `${kid + 2} 0 R`).join(' ')}] /Count ${kids.length} >>`;
  const info = `<< /Title (${escapeText(title)}) >>`;
  const bodies = [
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
    Buffer.from(tree),
    ...objects.map((make) => make('2 0 R')),
    Buffer.from(info),
  ];
  const parts = [Buffer.from('%PDF-1.4\n')];
  const offsets = bodies.map((body, index) => {
    const offset = parts.reduce((sum, part) => sum + part.length, 0);
    parts.push(Buffer.from(`${index + 1} 0 obj\n`), body, Buffer.from('\nendobj\n'));
    return offset;
  });
  const start = parts.reduce((sum, part) => sum + part.length, 0);
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = bodies.length + 1;
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R /Info ${bodies.length} 0 R >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

import { expect, test } from 'vitest';
import { column, makePdf } from '../testing/make-pdf.js';
import { parse } from '../testing/options.js';

const field = (keys: string, rect: string) => `<< /Type /Annot /Subtype /Widget /F 4 /Rect [${rect}] ${keys} >>`;

test('reads what was filled into a form where it stands, and text written over the page (P-20)', async () => {
  const objects = {
    900: field('/FT /Tx /T (name) /V (Ada Berg) /DA (/Helv 11 Tf 0 g)', '150 695 400 713'),
    903: field('/FT /Btn /T (member) /V /Yes /AS /Yes /AP << /N << /Yes 990 0 R /Off 990 0 R >> >>', '150 675 162 687'),
    904: field('/FT /Ch /T (port) /V (Port Alder) /Opt [(Port Alder) (Port Birch)]', '150 655 400 673'),
    905: field('/FT /Tx /T (secret) /Ff 8192 /V (hunter2)', '150 635 400 653'),
    906: '<< /Type /Annot /Subtype /FreeText /F 4 /Rect [300 600 500 616] /Contents (RECEIVED 5 May) /DA (/Helv 10 Tf) >>',
    907: '<< /Type /Annot /Subtype /Text /F 4 /Rect [500 700 520 720] /Contents (Is this the right Berg?) >>',
    908: '<< /Type /Annot /Subtype /Text /F 2 /Rect [500 700 520 720] /Contents (hidden) >>',
    990: '<< /Type /XObject /Subtype /Form /BBox [0 0 12 12] /Length 0 >>\nstream\n\nendstream',
  };
  const labels = ['Name', 'Member', 'Port', 'Code'].map((text, row) => ({ text, x: 60, y: 700 - row * 20 }));
  const fields = [900, 903, 904, 905].map((number) => `${number} 0 R`).join(' ');
  const document = await parse(
    makePdf({
      pages: [labels],
      objects,
      catalog: `/AcroForm << /Fields [${fields}] >>`,
      page: `/Annots [${fields} 906 0 R 907 0 R 908 0 R]`,
    }),
    'form.pdf',
  );
  expect(document.text.split(/\n+/)).toEqual([
    'Name | Ada Berg',
    'Member | [x]',
    'Port | Port Alder',
    'Code',
    'RECEIVED 5 May',
    'Is this the right Berg?',
  ]);
  expect(document.blocks.at(-1)).toMatchObject({ kind: 'quote' });
  const name = document.pages[0]?.boxes.find(({ start, end }) => document.text.slice(start, end) === 'Ada Berg');
  expect(name).toMatchObject({ x: 150 });
});

test('fields and comments of a page with much text are read too', async () => {
  const prose = Array.from({ length: 20 }, (_, index) => `Line ${index + 1} of a page that has a text layer of its own`);
  const objects = {
    900: '<< /Type /Annot /Subtype /Highlight /F 4 /Rect [50 690 200 710] /QuadPoints [50 710 200 710 50 690 200 690] /Contents (Check the date) >>',
  };
  const { text } = await parse(makePdf({ pages: [column(prose, 50, 700)], objects, page: '/Annots [900 0 R]' }), 'x.pdf');
  expect(text.endsWith('text layer of its own\n\nCheck the date')).toBe(true);
});

// `pnpm gen samples`: writes samples/, the documents that `npm start` shows: one dispute, told by eight files of different kinds.
// All people and organisations are invented. The files are committed; run this after changing scripts/samples/content.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { agreement } from './samples/content/agreement.mjs';
import { email, serviceReport } from './samples/content/email.mjs';
import { letter } from './samples/content/letter.mjs';
import { order } from './samples/content/order.mjs';
import { payments } from './samples/content/payments.mjs';
import { declaration, news, notes } from './samples/content/texts.mjs';
import { docx } from './samples/docx.mjs';
import { eml } from './samples/eml.mjs';
import { imagePdf, textPdf } from './samples/pdf.mjs';
import { scannedPage } from './samples/scan.mjs';
import { xlsx } from './samples/xlsx.mjs';

const folder = join(import.meta.dirname, '..', 'samples');
const files = {
  '1-transport-agreement.docx': docx(agreement),
  '2-demand-letter-scanned.pdf': imagePdf([await scannedPage(letter)], 'Demand letter'),
  '3-claim-to-insurer.eml': eml(email, textPdf(serviceReport)),
  '4-declaration-of-priya-raman.txt': declaration,
  '5-news-on-the-recall.html': news,
  '6-opinion-and-order.pdf': textPdf(order),
  '7-settlement-conference.md': notes,
  '8-payments.xlsx': xlsx(payments),
};

mkdirSync(folder, { recursive: true });
for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);

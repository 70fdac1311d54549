import { htmlText } from '../html/html-text.js';
import type { DocumentReading, ParseOptions } from '../parsed-document.js';
import { singlePage } from '../single-page.js';
import { decodeText } from '../text/decode-text.js';
import { plainLines } from '../text/normalize-text.js';

/** Web pages: their content without menus, banners and footers. Nothing that a page refers to is fetched. */
export function readHtml(bytes: Uint8Array, { limits }: ParseOptions): DocumentReading {
  const head = Buffer.from(bytes.subarray(0, 2048)).toString('latin1');
  const declared = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1] ?? /<\?xml[^>]+encoding\s*=\s*["']([\w-]+)/i.exec(head)?.[1];
  const { text, encoding } = decodeText(bytes, declared);
  const page = htmlText(plainLines(text), { contentOnly: true, maxCharacters: limits.maxCharacters });
  return singlePage({
    text: page.text,
    blocks: page.blocks,
    properties: {
      encoding,
      ...(page.title === undefined ? {} : { title: page.title }),
      ...(page.language === undefined ? {} : { language: page.language }),
    },
    warnings: page.leftOut > 0 ? [`${page.leftOut} characters of menus, banners and footers were left out`] : [],
  });
}

// A typed page as a scanner sees it: a little turned, grey, grainy.
import sharp from 'sharp';
import { escapeXml } from './zip.mjs';

/** US letter at 200 dots per inch. */
const size = { width: 1700, height: 2200 };
const margin = 190;
const fontSize = 33;
const leading = 47;
const paper = '#f2f1ec';

/** @returns JPEG bytes of one page and its size in pixels */
export async function scannedPage(lines) {
  const drawn = await sharp(Buffer.from(svg(lines)))
    .rotate(0.9, { background: paper })
    .toBuffer({ resolveWithObject: true });
  // Turning makes the picture larger: cut the page out of its middle.
  const left = Math.floor((drawn.info.width - size.width) / 2);
  const top = Math.floor((drawn.info.height - size.height) / 2);
  const page = await sharp(drawn.data)
    .extract({ left, top, ...size })
    .blur(0.7)
    .toBuffer();
  const grey = sharp(page).composite([{ input: grain(), raw: { ...size, channels: 4 } }]);
  const bytes = await grey.toColourspace('b-w').jpeg({ quality: 50 }).toBuffer();
  return { bytes, ...size };
}

function svg(lines) {
  const texts = lines.map(({ text, bold, center, script }, index) => {
    const x = center ? size.width / 2 : margin;
    const style = script ? 'font-style="italic" font-size="46"' : `font-size="${fontSize}"${bold ? ' font-weight="bold"' : ''}`;
    return `<text x="${x}" y="${170 + index * leading}" ${style}${center ? ' text-anchor="middle"' : ''}>${escapeXml(text)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}"><rect width="100%" height="100%" fill="${paper}"/><g font-family="DejaVu Serif, Liberation Serif, serif" fill="#262626">${texts.join('')}</g></svg>`;
}

/** Specks of dust and grain from a fixed sequence, so that the sample stays the same. */
function grain() {
  const pixels = Buffer.alloc(size.width * size.height * 4);
  let state = 20240809;
  for (let at = 0; at < pixels.length; at += 4) {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    const noise = state >>> 24;
    pixels.fill(noise > 127 ? 255 : 0, at, at + 3);
    pixels[at + 3] = state % 4099 === 0 ? 150 : noise % 22;
  }
  return pixels;
}

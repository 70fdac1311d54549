// Office files are zip archives of XML.
import { strToU8, zipSync } from 'fflate';

/** An archive of text files whose bytes depend on their content only. */
export function zip(files) {
  const mtime = new Date('2025-01-01T00:00:00Z');
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, [strToU8(text.trim()), { mtime, level: 9 }]])));
}

export function escapeXml(text) {
  return String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

export const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/** `[Content_Types].xml` of an Office file: extension xml, and one type per part. */
export function contentTypes(parts) {
  const overrides = Object.entries(parts).map(([name, type]) => `<Override PartName="${name}" ContentType="${type}"/>`);
  return `${xmlHead}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`;
}

/** A relationships part: targets by kind. */
export function relationships(targets) {
  const kind = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const items = targets.map(([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${kind}/${type}" Target="${target}"/>`);
  return `${xmlHead}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${items.join('')}</Relationships>`;
}

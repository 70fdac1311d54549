const wanted = ['from', 'to', 'cc', 'bcc', 'subject', 'date', 'sent', 'reply-to', 'message-id', 'in-reply-to'];
/** Headers printed at the top of a text, as mail programs do. */
const printed =
  /^(From|To|Cc|CC|Bcc|Subject|Date|Sent|Reply-To|Message-ID|In-Reply-To|Von|An|Betreff|Gesendet|Datum|De|À|Objet|Asunto|Para):[ \t]+(\S.*)$/;
const english: Readonly<Record<string, string>> = {
  von: 'from',
  an: 'to',
  betreff: 'subject',
  gesendet: 'date',
  datum: 'date',
  sent: 'date',
  de: 'from',
  à: 'to',
  para: 'to',
  objet: 'subject',
  asunto: 'subject',
};
/** Lines looked at; headers stand at the front. */
const reach = 25;

/** E-mail headers by their lower-case English names: as the file states them, or as printed at the top of the text (sender and one more at least). */
export function emailHeaders(text: string, properties: Readonly<Record<string, string>>): Readonly<Record<string, string>> | undefined {
  const stated = Object.entries(properties)
    .map(
      ([name, value]) =>
        [
          name
            .toLowerCase()
            .replace(/^e?mail[-_:.]/, '')
            .replaceAll('_', '-'),
          value,
        ] as const,
    )
    .filter(([name, value]) => wanted.includes(name) && value !== '');
  if (stated.some(([name]) => name === 'from')) return Object.fromEntries(stated.map(([name, value]) => [english[name] ?? name, value]));
  const found = new Map<string, string>();
  for (const line of text.slice(0, reach * 200).split('\n', reach)) {
    const header = printed.exec(line);
    if (header === null) continue;
    const name = (header[1] as string).toLowerCase();
    const known = english[name] ?? name;
    if (!found.has(known)) found.set(known, (header[2] as string).trim());
  }
  return found.has('from') && (found.has('to') || found.has('subject')) ? Object.fromEntries(found) : undefined;
}

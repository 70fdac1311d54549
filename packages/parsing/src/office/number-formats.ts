/** How numbers of a style are shown, as far as it changes what they are: an amount of money, a share. */
export interface NumberFormat {
  readonly percent: boolean;
  readonly before: string;
  readonly after: string;
  readonly decimals: number;
  readonly grouped: boolean;
}

/** Formats that every workbook has without writing them (ECMA-376, 18.8.30), of those that matter here. */
const builtIn: Readonly<Record<number, string>> = {
  5: '$#,##0',
  6: '$#,##0',
  7: '$#,##0.00',
  8: '$#,##0.00',
  9: '0%',
  10: '0.00%',
  42: '$#,##0',
  44: '$#,##0.00',
};

/** Styles of cells, by their number, whose numbers are money or shares. `styles` is `xl/styles.xml`. */
export function numberFormats(styles: string): ReadonlyMap<number, NumberFormat> {
  const codes = new Map<number, string>();
  for (const [tag] of styles.matchAll(/<numFmt\s[^>]*>/g)) {
    codes.set(Number(attribute(tag, 'numFmtId')), decoded(attribute(tag, 'formatCode')));
  }
  const cellStyles = /<cellXfs[\s>][^]*?<\/cellXfs>/.exec(styles)?.[0] ?? '';
  const formats = new Map<number, NumberFormat>();
  for (const [index, [tag]] of [...cellStyles.matchAll(/<xf[\s/>][^>]*>/g)].entries()) {
    const id = Number(attribute(tag, 'numFmtId'));
    const format = formatOf(codes.get(id) ?? builtIn[id] ?? '');
    if (format !== undefined) formats.set(index, format);
  }
  return formats;
}

/** A number as the sheet shows it: `-1234.5` as `-€1,234.50`. */
export function shownNumber(value: number, { percent, before, after, decimals, grouped }: NumberFormat): string {
  const digits = Math.abs(percent ? value * 100 : value).toLocaleString('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    useGrouping: grouped,
  });
  return `${value < 0 ? '-' : ''}${before}${digits}${after}${percent ? '%' : ''}`;
}

/** The first section of a format code is that of positive numbers. Undefined where it says nothing but how many digits to show. */
function formatOf(code: string): NumberFormat | undefined {
  // `_x` is room as wide as x, `*x` fills the cell with x, `[$€-407]` is a currency with its language, `[Red]` a colour.
  const section = (code.split(';')[0] ?? '')
    .replace(/_.|\*./g, '')
    .replace(/\[\$([^\]-]*)(?:-[^\]]*)?\]/g, '"$1"')
    .replace(/\[[^\]]*\]/g, '');
  const digits = /[#0?][#0?,]*(?:\.([#0?]+))?/.exec(section);
  if (digits === null || /[dmyhs]/i.test(section.replace(/"[^"]*"/g, ''))) return undefined;
  const before = symbolIn(section.slice(0, digits.index));
  const after = symbolIn(section.slice(digits.index + digits[0].length));
  const percent = section.includes('%');
  if (!percent && before === '' && after === '') return undefined;
  return {
    percent,
    before: before.length > 1 ? `${before} ` : before,
    after: after === '' ? '' : ` ${after}`,
    decimals: (digits[1] ?? '').replace(/#/g, '').length,
    grouped: digits[0].includes(','),
  };
}

/** Currency signs and codes; other words in a format are decoration. */
function symbolIn(part: string): string {
  return /\p{Sc}|\b[A-Z]{3}\b|\bkr\b|\bzł\b|\bFr\b/u.exec(part.replace(/["\\]/g, ''))?.[0] ?? '';
}

function attribute(tag: string, name: string): string {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
}

function decoded(text: string): string {
  return text
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/&amp;/g, '&');
}

import type { PageImageFormat } from '@tributary/providers/page-renderer';

/** In the order in which we would choose: smallest first, unless the caller takes anything. */
const offered: readonly PageImageFormat[] = ['webp', 'jpeg', 'png'];

/** The format a caller likes best of those there are (RFC 9110, 12.5.1); PNG for who takes anything; undefined for who takes none. */
export function preferredFormat(accept: string | undefined): PageImageFormat | undefined {
  const wishes = (accept?.trim() || '*/*').split(',').map(wishOf);
  const named = offered.map((format) => ({ format, quality: qualityOf(wishes, `image/${format}`) }));
  const best = Math.max(...named.map(({ quality }) => quality));
  if (best > 0) return named.find(({ quality }) => quality === best)?.format;
  const refused = new Set(wishes.filter(({ quality }) => quality === 0).map(({ type }) => type));
  const takesAnything = wishes.some(({ type, quality }) => quality > 0 && (type === '*/*' || type === 'image/*'));
  return takesAnything ? (['png', 'jpeg', 'webp'] as const).find((format) => !refused.has(`image/${format}`)) : undefined;
}

interface Wish {
  readonly type: string;
  readonly quality: number;
}

function wishOf(part: string): Wish {
  const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
  return { type, quality: Number(quality) || 0 };
}

/** Of a type that is named; 0 when it is not, or is refused. */
function qualityOf(wishes: readonly Wish[], type: string): number {
  return wishes.find((wish) => wish.type === type)?.quality ?? 0;
}

import type { RawItem } from './text-item.js';

/** What the library tells about an annotation, as far as it is text that people see on the page. */
export interface PageAnnotation {
  readonly subtype?: string;
  readonly rect?: readonly number[];
  /** Bits of ISO 32000-1, table 165. */
  readonly annotationFlags?: number;
  readonly fieldType?: string;
  readonly fieldValue?: unknown;
  readonly checkBox?: boolean;
  readonly exportValue?: string;
  readonly radioButton?: boolean;
  readonly buttonValue?: string;
  readonly password?: boolean;
  readonly defaultAppearanceData?: { readonly fontSize?: number };
  readonly contentsObj?: { readonly str?: string };
}

/** Invisible, hidden, not for the screen. */
const unseen = 0b10_0011;
const usualSize = 10;
const lineHeight = 1.2;

/** What was filled into forms, and text written over the page, as items where they stand. */
export function annotationItems(annotations: readonly PageAnnotation[]): readonly RawItem[] {
  return annotations.filter(isSeen).flatMap((annotation) => linesIn(annotation, shownText(annotation)));
}

/** Comments: what stands behind notes and markings, in their order. */
export function commentsOf(annotations: readonly PageAnnotation[]): readonly string[] {
  const commenting = annotations.filter(
    ({ subtype }) => subtype !== 'FreeText' && subtype !== 'Widget' && subtype !== 'Link' && subtype !== 'Popup',
  );
  return commenting
    .filter(isSeen)
    .map(({ contentsObj }) => contentsObj?.str?.trim() ?? '')
    .filter((text) => text !== '');
}

function isSeen({ annotationFlags = 0 }: PageAnnotation): boolean {
  return (annotationFlags & unseen) === 0;
}

function shownText(annotation: PageAnnotation): string {
  if (annotation.subtype === 'FreeText') return annotation.contentsObj?.str ?? '';
  if (annotation.subtype !== 'Widget' || annotation.password === true) return '';
  const { fieldType, fieldValue } = annotation;
  if (fieldType === 'Btn') return isChecked(annotation) ? '[x]' : '';
  const values: readonly unknown[] = Array.isArray(fieldValue) ? fieldValue : [fieldValue];
  return values.filter((value): value is string => typeof value === 'string').join(', ');
}

function isChecked({ checkBox, exportValue, radioButton, buttonValue, fieldValue }: PageAnnotation): boolean {
  if (typeof fieldValue !== 'string' || fieldValue === 'Off') return false;
  if (checkBox === true) return exportValue === undefined || fieldValue === exportValue;
  return radioButton === true && fieldValue === buttonValue;
}

/** From the upper edge of the annotation downwards; a single line stands in its middle. */
function linesIn({ rect = [], defaultAppearanceData }: PageAnnotation, text: string): readonly RawItem[] {
  const [left = 0, bottom = 0, right = 0, top = 0] = rect;
  const lines = text.split(/\r\n?|\n/).map((line) => line.trim());
  const height = Math.max(1, top - bottom);
  const stated = defaultAppearanceData?.fontSize ?? 0;
  const size = Math.min(
    stated > 0 ? stated : usualSize,
    height / (lines.length * lineHeight) > 1 ? height / (lines.length * lineHeight) : 1,
  );
  const first = lines.length === 1 ? bottom + (height - size) / 2 + size * 0.2 : top - size;
  return lines.flatMap((str, index) => {
    const width = Math.min(right - left, str.length * size * 0.5);
    return str === '' ? [] : [{ str, transform: [size, 0, 0, size, left, first - index * size * lineHeight], width, hasEOL: true }];
  });
}

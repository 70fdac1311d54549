/** Elements whose content is no text of the page. */
export const silentElements: ReadonlySet<string> = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'math',
  'canvas',
  'object',
  'embed',
  'iframe',
  'audio',
  'video',
  'map',
  'datalist',
  'select',
  'button',
  'head',
]);

/** Elements that begin and end a paragraph. */
export const blockElements: ReadonlySet<string> = new Set([
  'address',
  'article',
  'aside',
  'blockquote',
  'body',
  'center',
  'dd',
  'details',
  'dialog',
  'dir',
  'div',
  'dl',
  'dt',
  'fieldset',
  'figcaption',
  'figure',
  'footer',
  'form',
  'header',
  'hgroup',
  'hr',
  'html',
  'legend',
  'li',
  'main',
  'menu',
  'nav',
  'ol',
  'p',
  'pre',
  'section',
  'summary',
  'ul',
  'table',
  'caption',
  'tr',
  'td',
  'th',
  'thead',
  'tbody',
  'tfoot',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
]);

/** Elements and roles around the content of a web page (HTML Standard 4.3, WAI-ARIA landmarks). */
const chromeElements: ReadonlySet<string> = new Set(['nav', 'aside', 'footer', 'dialog', 'menu']);
const chromeRoles: ReadonlySet<string> = new Set([
  'navigation',
  'banner',
  'contentinfo',
  'complementary',
  'search',
  'dialog',
  'alertdialog',
]);
const chromeNames =
  /(^|[\s_-])(cookie|cookies|consent|gdpr|navbar|nav|menu|sidebar|breadcrumbs?|advert|advertisement|ads?|promo|newsletter|social|share|related|footer|popup|modal|skip-link)($|[\s_-])/i;

/** Whether an element is what surrounds the content: menus, banners, adverts. */
export function isChrome(name: string, attributes: Readonly<Record<string, string>>): boolean {
  if (chromeElements.has(name) || chromeRoles.has(attributes['role']?.toLowerCase() ?? '')) return true;
  if (name !== 'div' && name !== 'section' && name !== 'ul') return false;
  return chromeNames.test(`${attributes['class'] ?? ''} ${attributes['id'] ?? ''}`);
}

/** Whether the page itself hides an element from people. */
export function isHidden(attributes: Readonly<Record<string, string>>): boolean {
  return 'hidden' in attributes || /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attributes['style'] ?? '');
}

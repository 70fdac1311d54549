import { cutOffNetwork } from '../killable/cut-off-network.js';
import type { RenderOptions } from './render-page.js';

/** Entry of the child that draws one page. */
cutOffNetwork();
const { renderPage } = await import('./render-page.js');

process.on('message', ({ bytes, pageNumber, ...options }: RenderOptions & { readonly bytes: Uint8Array; readonly pageNumber: number }) => {
  renderPage(bytes, pageNumber, options).then(
    (image) => process.send?.({ image }),
    (error: unknown) =>
      process.send?.({ failure: `page ${pageNumber} cannot be drawn: ${error instanceof Error ? error.message : String(error)}` }),
  );
});
process.on('disconnect', () => process.exit(0));

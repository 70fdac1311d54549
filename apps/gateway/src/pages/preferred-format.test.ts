import { expect, test } from 'vitest';
import { preferredFormat } from './preferred-format.js';

test.each([
  [undefined, 'png'],
  ['', 'png'],
  ['*/*', 'png'],
  ['image/*', 'png'],
  ['image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8', 'webp'],
  ['image/jpeg', 'jpeg'],
  ['image/jpeg;q=0.5, image/png', 'png'],
  ['image/*, image/png;q=0', 'jpeg'],
  ['application/json', undefined],
  ['image/webp;q=0', undefined],
  ['image/png;q=x', undefined],
])('%s is answered with %s', (accept, format) => {
  expect(preferredFormat(accept)).toBe(format);
});

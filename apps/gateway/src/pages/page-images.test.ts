import { expect, test } from 'vitest';
import { PageImages } from './page-images.js';

const request = { sha256: 'a', pageNumber: 1, width: 100, format: 'png' as const };

function setup(maxKeptBytes: number, failures = 0) {
  const drawn: number[] = [];
  let left = failures;
  const renderer = {
    render: ({ pageNumber }: { readonly pageNumber: number }) => {
      drawn.push(pageNumber);
      if (left-- > 0) return Promise.reject(new Error('no'));
      return Promise.resolve(new Uint8Array(10).fill(pageNumber));
    },
  };
  const images = new PageImages(renderer, maxKeptBytes);
  return { drawn, image: (pageNumber: number) => images.image({ ...request, pageNumber }, () => Promise.resolve(new Uint8Array())) };
}

test('draws an image once for all who ask for it, and keeps the ones used last', async () => {
  const { drawn, image } = setup(20);
  await Promise.all([image(1), image(1), image(2)]);
  await image(1);
  await image(3);
  expect(drawn).toEqual([1, 2, 3]);
  // Page 2 had to go for page 3; page 1 was used since.
  await image(1);
  await image(2);
  expect(drawn).toEqual([1, 2, 3, 2]);
});

test('does not remember a failure, and keeps nothing that is larger than its room', async () => {
  const { drawn, image } = setup(5, 1);
  await expect(image(1)).rejects.toThrow('no');
  expect(await image(1)).toEqual(new Uint8Array(10).fill(1));
  await image(1);
  expect(drawn).toEqual([1, 1, 1]);
});

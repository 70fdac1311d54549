import { expect, test } from 'vitest';
import { textLayerQuality } from './text-layer-quality.js';

test.each([
  ['none', '  \n '],
  ['little', 'Case 1:23-cv-1 Document 1 Filed 01/02/23'],
  ['good', 'The parties agree as follows. '.repeat(20)],
  ['good', `Introduction ${'.'.repeat(300)} 4 ${'Definitions of the terms '.repeat(20)}`],
  ['good', '本契約は、当事者間で締結される。'.repeat(30)],
  ['garbled', '\ue001\ue002\ue003 \ue004'.repeat(100)],
  ['garbled', '\ufffd\ufffda\ufffd'.repeat(100)],
  ['garbled', '!"#$%&()*+,'.repeat(40)],
])('takes a text layer for %s', (quality, text) => {
  expect(textLayerQuality(text)).toBe(quality);
});

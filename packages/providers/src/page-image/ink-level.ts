import type { GrayImage } from './gray-image.js';

/** Lighter is paper, darker is ink: the level that parts an image's light values best (Otsu 1979). */
export function inkLevel({ data }: GrayImage): number {
  const histogram = new Uint32Array(256);
  for (let at = 0; at < data.length; at += 1) histogram[data[at] ?? 0] = (histogram[data[at] ?? 0] ?? 0) + 1;
  const all = histogram.reduce((sum, count, light) => sum + count * light, 0);
  let best = 128;
  let highest = 0;
  let darkCount = 0;
  let darkSum = 0;
  for (const [light, count] of histogram.entries()) {
    darkCount += count;
    darkSum += count * light;
    const lightCount = data.length - darkCount;
    if (darkCount === 0 || lightCount === 0) continue;
    const difference = darkSum / darkCount - (all - darkSum) / lightCount;
    const parting = darkCount * lightCount * difference * difference;
    if (parting > highest) [highest, best] = [parting, light + 1];
  }
  return best;
}

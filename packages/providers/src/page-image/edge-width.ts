import type { GrayImage } from './gray-image.js';

/** Over how many pixels print goes from ink to paper: about 1 for sharp print, 3 and more for blurred. 0 for a page of one colour. */
export function edgeWidth({ data, width, height }: GrayImage, inkLevel: number): number {
  let [ink, inkLight, paper, paperLight, edges, steps] = [0, 0, 0, 0, 0, 0];
  // Every second row has enough edges.
  for (let y = 0; y < height; y += 2) {
    let before = data[y * width] ?? 255;
    for (let at = y * width + 1; at < (y + 1) * width; at += 1) {
      const light = data[at] ?? 255;
      if (light < inkLevel) {
        ink += 1;
        inkLight += light;
      } else {
        paper += 1;
        paperLight += light;
      }
      if (before < inkLevel !== light < inkLevel) {
        edges += 1;
        steps += Math.abs(light - before);
      }
      before = light;
    }
  }
  return edges === 0 || ink === 0 || paper === 0 ? 0 : (paperLight / paper - inkLight / ink) / (steps / edges);
}

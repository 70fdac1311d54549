import { readFileSync } from 'node:fs';

/** Where the model that comes with the package lies. */
export function modelPath(): URL {
  return new URL('../model/tagger.bin.br', import.meta.url);
}

/** The bytes of the model that comes with the package; read once at start-up, then given to `loadTagger`. */
export function readDefaultModel(): Uint8Array {
  return readFileSync(modelPath());
}

import { TesseractCommand } from './command-engine.js';
import { EmbeddedTesseract } from './embedded-engine.js';
import type { OcrEngine } from './engine.js';
import { modelOf } from './language-codes.js';

export type EngineKind = 'embedded' | 'command';

/** Where Tesseract is, told in a form that can be handed to another process. */
export interface EngineSettings {
  readonly kind: EngineKind;
  /** Folder with further models for the embedded one. */
  readonly modelsFolder?: string;
}

export interface EngineWish {
  readonly kind: EngineKind | 'auto';
  /** BCP 47 codes that will mostly be asked for. */
  readonly languages: readonly string[];
  readonly modelsFolder?: string;
}

export interface ChosenEngine {
  readonly settings: EngineSettings;
  /** With its version: what another engine read is not what this one would have read. */
  readonly name: string;
}

/** `auto` is the command where it has all models that are asked for or were provided, else the embedded one. Undefined if the command is wished for and is not there. */
export async function chooseEngine({ kind, languages, modelsFolder }: EngineWish): Promise<ChosenEngine | undefined> {
  const embedded = new EmbeddedTesseract(modelsFolder);
  const own = modelsFolder === undefined ? {} : { modelsFolder };
  const command = kind === 'embedded' ? undefined : await TesseractCommand.find();
  if (command !== undefined && (kind === 'command' || (await hasAll(command, embedded, languages)))) {
    return { settings: { kind: 'command', ...own }, name: command.name };
  }
  return kind === 'command' ? undefined : { settings: { kind: 'embedded', ...own }, name: embedded.name };
}

/** Opens the engine that was chosen. Throws `Error` if it has gone since. */
export async function openEngine({ kind, modelsFolder }: EngineSettings): Promise<OcrEngine> {
  if (kind === 'embedded') return new EmbeddedTesseract(modelsFolder);
  const command = await TesseractCommand.find();
  if (command === undefined) throw new Error('the tesseract command is no longer there');
  return command;
}

async function hasAll(command: OcrEngine, embedded: OcrEngine, languages: readonly string[]): Promise<boolean> {
  const installed = await command.models();
  const wanted = [...languages.map(modelOf), ...(await embedded.models())];
  return wanted.every((model) => installed.has(model));
}

/** What a service needs that leaves reading to children, or to a provider elsewhere: none of the libraries that they load. */
export { ChildLost, type ChildSettings, KillableChild } from './killable/killable-child.js';
export { createOpenAiPageReader, type OpenAiPageReader, type PageImage } from './openai/openai-page-reader.js';
export { type ChosenEngine, chooseEngine, type EngineKind } from './tesseract/choose-engine.js';

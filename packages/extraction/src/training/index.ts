export { encodeModel } from '../tagger/model.js';
export { type AnnotatedSpan, type AnnotatedText, isHeldOut } from './annotated-text.js';
export { buildLexicon } from './build-lexicon.js';
export { type TrainingInput, trainModel } from './train-model.js';
export { defaultSettings, type TrainingSettings } from './trainer.js';
